"""`manage.py show_provenance`: who published a release and why, with the salt that proves it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.models import Release
from releases.proof.digests import provenance


class Command(BaseCommand):
    help = "Show author, cause and salt of a release, whose digest stands in the hub's link as `provenance`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int)

    def handle(self, *, number: int, **options: Any) -> None:
        release = Release.objects.filter(number=number).first()
        if release is None:
            raise CommandError(f"There is no release {number}.")
        if not release.salt:
            raise CommandError(f"Release {number} is from before its author and cause were part of the chain.")
        self.stdout.write(f"author: {release.author}\ncause: {release.cause}\nsalt: {release.salt}")
        self.stdout.write(f"provenance: {provenance(release.author, release.cause, release.salt)}")
