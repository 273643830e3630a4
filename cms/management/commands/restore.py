"""`manage.py restore DIR`: puts a backup back and begins a new epoch, so that everybody syncs anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.installation.backups import UnusableBackup, read_backup, restore_backup
from cms.installation.database_copy import CopyFailed
from releases.core.problems import Impossible


class Command(BaseCommand):
    help = (
        "Replace the database by the one of a backup, put back the uploaded files that are missing, and begin a new "
        "epoch: no release number gets a second meaning, and every channel syncs anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that `manage.py backup` made")
        parser.add_argument("--after", type=int, default=0, help="the newest release that a channel says it has seen")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, folder: Path, after: int, yes: bool, **options: Any) -> None:
        try:
            manifest = read_backup(folder)
            self.stdout.write(f"This backup of {manifest.made_at} holds release {manifest.release}.")
            if not yes and not self._confirmed():
                raise CommandError("Nothing was done.")
            release = restore_backup(folder, timezone.now(), after)
        except (UnusableBackup, CopyFailed, Impossible, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Release {release.number} begins epoch {release.epoch}. Publish again what was lost.")

    def _confirmed(self) -> bool:
        try:
            return input("All that is in the database makes room for it. Type yes: ").strip().lower() in ("yes", "ja")
        except EOFError:
            return False
