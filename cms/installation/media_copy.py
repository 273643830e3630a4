"""The files that editors uploaded, from wherever they are kept to a folder and back; what is there stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage


def copy_media(target: Path) -> None:
    for name in _names():
        place = target / name
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with default_storage.open(name) as file, place.open("wb") as copy:
                shutil.copyfileobj(file, copy)


def put_media_back(source: Path) -> None:
    for path in sorted(each for each in source.rglob("*") if each.is_file()):
        name = path.relative_to(source).as_posix()
        if not default_storage.exists(name):
            with path.open("rb") as file:
                default_storage.save(name, File(file))


def _names(folder: str = "") -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for inner in folders:
        yield from _names(f"{folder}{inner}/")
