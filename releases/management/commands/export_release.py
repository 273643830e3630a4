"""`manage.py export_release`: writes what channels read as static files, which need no hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.storage import InvalidStorageError, storages
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from releases import store
from releases.channels import CHANNELS
from releases.export.files import PUBLIC
from releases.export.folder import KEEP, ExportFolder
from releases.export.storage import ExportStorage, NotOverwriting
from releases.export.targets import Busy, export_to

A_MOMENT = 1000


class Command(BaseCommand):
    help = (
        "Write the documents, all their periods, the chain, its signatures and the keys as static files. Only the "
        f"public channels ({', '.join(PUBLIC)}), unless channels are named. An export of another channel holds what "
        "only holders of a token may read: never put it where a web server or a bucket shows it to the world."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="a folder; its link `current` moves in one step")
        parser.add_argument("--storage", action="store_true", help="to the storage `export` (EXPORT_BUCKET) instead")
        parser.add_argument("--channel", action="append", choices=CHANNELS, help="this channel; may be repeated")
        parser.add_argument("--release", type=int, help="an earlier release; use a folder of its own for that")
        parser.add_argument("--keep", type=int, default=KEEP, help=f"how many exports stay in the folder ({KEEP})")

    def handle(
        self,
        *,
        folder: Path | None = None,
        storage: bool = False,
        channel: list[str] | None = None,
        release: int | None = None,
        keep: int = KEEP,
        **options: Any,
    ) -> None:
        if (folder is None) is not storage:
            raise CommandError("Name a folder, or give --storage.")
        number = store.head().number if release is None else release
        if store.release(number) is None:
            raise CommandError(f"There is no release {number}; the newest is {store.head().number}.")
        if keep < 1:
            raise CommandError("--keep must be 1 or more.")
        channels = channel or PUBLIC
        try:
            target = ExportStorage(storages["export"]) if folder is None else ExportFolder(folder.absolute(), keep)
            count = export_to(target, channels, number, timezone.now(), self._tell)
        except (Busy, InvalidStorageError, NotOverwriting) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Release {number} of {', '.join(channels)}: {count} new files.")

    def _tell(self, done: int, total: int) -> None:
        if total > A_MOMENT:
            self.stdout.write(f"… {done} of {total} documents and periods that are new")
