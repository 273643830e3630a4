"""`manage.py load_upl FILE`: takes over the national list of product names from the published CSV."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from products.publishing.release import PublishRefused, one_release
from products.upl_list import UplListError, read_list, store_list


class Command(BaseCommand):
    help = "Load the names and URIs of the national product list (UPL) from the CSV as it is published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            names = read_list(file)
            with one_release(author="manage.py load_upl", cause=f"UPL: {file.name}"):
                counts = store_list(names)
        except (UplListError, PublishRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{counts.added} added, {counts.renamed} renamed, {counts.unchanged} unchanged, "
            f"{counts.no_longer_listed} no longer in the list (kept)"
        )
