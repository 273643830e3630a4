"""`manage.py new_epoch`: after a restored backup, lets everybody sync anew under numbers that nobody has seen."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from releases import epochs
from releases.chain.backup_detection import claimed_release
from releases.storage import reader


class Command(BaseCommand):
    help = (
        "Begin a new epoch, after an older database was put back: the hub gets another id, so that every channel, "
        "copy, subscriber and search index syncs anew, and numbering goes on past every release that was shown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, help="the newest release that a channel says it has seen")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, after: int = 0, yes: bool = False, **options: Any) -> None:
        head = reader.head()
        number = epochs.first_number(head, after)
        self.stdout.write(
            f"The newest release in this database is {head.number}. The new epoch begins with release {number}; "
            "no document changes, and every channel will read everything anew."
        )
        if (claimed := claimed_release(head)) >= number:
            self.stdout.write(
                f"A channel claims to hold release {claimed}. If that may be true, use --after {claimed}, so that no "
                "number gets a second meaning."
            )
        if not yes and not confirmed():
            raise CommandError("Nothing was done.")
        release = epochs.begin_epoch(timezone.now(), "manage.py new_epoch", after)
        self.stdout.write(f"Release {release.number} begins epoch {release.epoch}.")


def confirmed() -> bool:
    try:
        return input("Begin a new epoch? Type yes: ").strip().lower() in ("yes", "ja")
    except EOFError:
        return False
