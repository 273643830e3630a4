"""Targets of exports, one process at a time; and the ones that the worker keeps up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.files.storage import storages

from releases.core.position import parse_position
from releases.export.files import PUBLIC, Export, Manifest, Tell, is_current, nobody_hears, read_export
from releases.export.folder import ExportFolder
from releases.export.storage import ExportStorage
from releases.models import Head
from releases.node_lock import node_lock
from releases.storage.reader import head


class Target(Protocol):
    @property
    def lock(self) -> Path: ...

    def manifest(self) -> Manifest | None: ...

    def write(self, export: Export) -> int: ...


class Busy(Exception):
    """Another process is exporting there."""


def export_to(target: Target, channels: Collection[str], number: int, now: datetime, tell: Tell = nobody_hears) -> int:
    """Exports release `number` and returns how many files are new. Raises Busy."""
    with _alone(target.lock):
        return target.write(read_export(channels, number, now, target.manifest(), tell))


def keep_up(now: datetime) -> None:
    """Brings the configured exports of the public channels up to date, where no other process is doing so."""
    for target in _configured():
        with suppress(Busy):
            manifest, newest = target.manifest(), head()
            if newest.number and not is_ahead(manifest, newest) and not is_current(manifest, now):
                export_to(target, PUBLIC, newest.number, now)


def manifests() -> Iterator[Manifest]:
    """Of each configured export that there is."""
    for target in _configured():
        if manifest := target.manifest():
            yield manifest


def is_ahead(manifest: Manifest | None, newest: Head) -> bool:
    """Whether it tells of a release that the database does not have: then it stays, as a witness, until a new epoch."""
    if manifest is None or manifest["epoch"] != str(newest.hub):
        return False
    return parse_position(manifest["position"]).release > newest.number


def _configured() -> Iterator[Target]:
    if settings.EXPORT_DIR:
        yield ExportFolder(Path(settings.EXPORT_DIR))
    if "export" in settings.STORAGES:
        yield ExportStorage(storages["export"])


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with ExitStack() as held:
        try:
            held.enter_context(node_lock(lock, wait=False))
        except BlockingIOError as error:
            raise Busy(f"Another process is exporting: it holds {lock}.") from error
        yield
