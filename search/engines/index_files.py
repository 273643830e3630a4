"""Files of an embedded index, each with a checksum, so that one that a disk damaged or lost is noticed."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import orjson

CHECKSUMS = "checksums.json"
# A segment is written once; what else stands there changes, and cannot be read at all when it is damaged.
CHANGING = {CHECKSUMS, "meta.json", ".managed.json"}


def note(folder: Path) -> None:
    """After a commit: of each file that is new."""
    before = noted(folder)
    now = {file.name: before.get(file.name) or crc32(file.read_bytes()) for file in _segments(folder)}
    new = folder / f"{CHECKSUMS}.new"
    new.write_bytes(orjson.dumps(now))
    new.replace(folder / CHECKSUMS)


def is_damaged(folder: Path) -> bool:
    """Whether a file that the newest commit needs is not what was written, or gone."""
    try:
        needed = (folder / "meta.json").read_text("utf-8", "replace")
    except FileNotFoundError:
        return False
    return any(_differs(folder / name, checksum) for name, checksum in noted(folder).items() if _names(needed, name))


def noted(folder: Path) -> dict[str, int]:
    try:
        found: dict[str, int] = orjson.loads((folder / CHECKSUMS).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return found


def _segments(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.suffix and file.suffix != ".lock" and file.name not in CHANGING]


def _names(meta: str, file: str) -> bool:
    """A file has the name of its segment, which `meta` writes with dashes."""
    return file.partition(".")[0] in meta.replace("-", "")


def _differs(file: Path, checksum: int) -> bool:
    try:
        return crc32(file.read_bytes()) != checksum
    except FileNotFoundError:
        return True
