"""`manage.py rollback N`: publishes again what was live in release N."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser

from products.publishing.release import PublishRefused
from products.publishing.rollback import RollbackImpossible, roll_back
from releases import store


class Command(BaseCommand):
    help = "Publish again, as a new release, what was live in an earlier one. Newer work stays as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="the release to go back to")

    def handle(self, *, number: int, **options: object) -> None:
        if store.release(number) is None:
            raise CommandError(f"There is no release {number}; the newest is {store.head().number}.")
        try:
            release = roll_back(number, author="manage.py rollback")
        except PublishRefused as refused:
            raise CommandError(str(refused)) from refused
        except RollbackImpossible as impossible:
            raise CommandError(f"These revisions have been purged, so they cannot come back: {impossible}") from None
        if release is None:
            self.stdout.write(f"Readers already see what was published in release {number}.")
        else:
            self.stdout.write(f"Release {release.number}: {release.cause}")
