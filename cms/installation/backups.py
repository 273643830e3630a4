"""A backup is a folder with the database, the uploaded files and a manifest that proves them whole, without keys."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from cms.installation import database_copy
from cms.installation.media_copy import copy_media, put_media_back
from releases import epochs, store
from releases.core.records import Release

MANIFEST, MEDIA = "backup.json", "media"


class UnusableBackup(Exception):
    """The message says why it cannot be put back; nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """Of what and when: it holds `release`, or a later one.

    `files` are the digests of all others by their paths, `migrations` those that were applied.
    """

    made_at: str
    hub: str
    release: int
    migrations: list[str]
    files: dict[str, str]


def make_backup(folder: Path, now: datetime) -> Manifest:
    """Whole or not at all: it has its name once it is finished. Files are copied before and after the database, so that
    none that it names is missing."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    unfinished.mkdir(parents=True, mode=0o700)
    copy_media(unfinished / MEDIA)
    head = store.head()
    database_copy.write_copy(unfinished / database_copy.file_name())
    copy_media(unfinished / MEDIA)
    manifest = Manifest(now.isoformat(), str(head.hub), head.number, _applied(), _digests(unfinished))
    (unfinished / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n")
    unfinished.rename(folder)
    return manifest


def read_backup(folder: Path) -> Manifest:
    """UnusableBackup unless every byte is as it was written, and this code and database can take it."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise UnusableBackup(f"{folder} has no readable {MANIFEST}: {error}") from error
    digests = _digests(folder)
    if damaged := [path for path, digest in manifest.files.items() if digests.get(path) != digest]:
        raise UnusableBackup(f"Missing or damaged: {', '.join(damaged)}")
    if database_copy.file_name() not in manifest.files:
        raise UnusableBackup(f"It is of another kind of database than this hub's ({connection.vendor}).")
    if newer := set(manifest.migrations) - _known():
        raise UnusableBackup(f"It was made by a newer version of this software: {', '.join(sorted(newer))}")
    return manifest


def restore_backup(folder: Path, now: datetime, after: int = 0) -> Release:
    """The release that begins a new epoch, past every number that anybody may have seen."""
    read_backup(folder)
    shown = max(after, _head_number())
    put_media_back(folder / MEDIA)
    database_copy.put_back(folder / database_copy.file_name())
    cache.clear()
    call_command("migrate", verbosity=0, interactive=False)
    return epochs.begin_epoch(now, "manage.py restore", shown)


def _head_number() -> int:
    """Of the database that makes room; 0 when it cannot be read."""
    try:
        return store.head().number
    except DatabaseError:
        return 0


def _digests(folder: Path) -> dict[str, str]:
    paths = sorted(each for each in folder.rglob("*") if each.is_file() and each.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): _digest(path) for path in paths}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _applied() -> list[str]:
    return sorted(".".join(each) for each in MigrationLoader(connection).applied_migrations)


def _known() -> set[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {each for migration in loader.disk_migrations.values() for each in migration.replaces}
    return {".".join(each) for each in {*loader.disk_migrations, *replaced}}
