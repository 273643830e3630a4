"""`manage.py recompile`: after an upgrade that changes what documents look like, compiles all that is live again."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from products.publishing.release import PublishRefused, one_release
from products.snapshot import all_subjects


class Command(BaseCommand):
    help = "Compile all that is live again, and publish what differs from the newest release, in one release."

    def handle(self, **options: object) -> None:
        try:
            with one_release(author="manage.py recompile", cause="recompile") as collected:
                collected.changes.add("recompile", all_subjects())
        except PublishRefused as refused:
            raise CommandError(str(refused)) from refused
        outcome = f"Published as release {collected.release.number}" if collected.release else "Nothing differs"
        self.stdout.write(f"{outcome}.")
