"""`manage.py backup DIR`: the database and the uploaded files, while the hub runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.installation.backups import make_backup
from cms.installation.database_copy import CopyFailed


class Command(BaseCommand):
    help = (
        "Write the database and the uploaded files to a new folder, while the hub runs. The keys in var/secrets or in "
        "the environment are not in it: keep them apart."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if folder.exists():
            raise CommandError(f"{folder} is there already; name a new folder.")
        try:
            manifest = make_backup(folder, timezone.now())
        except (CopyFailed, OSError) as error:
            raise CommandError(f"There is no backup: {error}") from error
        self.stdout.write(f"{folder}: release {manifest.release}, {len(manifest.files)} files. Keep the keys apart.")
