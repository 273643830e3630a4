"""`manage.py load_sample`: fills the hub with the sample municipality, as its editors would, in one release."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from products.publishing.release import PublishRefused
from products.sample.editors import load_logins
from products.sample.files import Fixture, FixtureError
from products.sample.loaded import LoadedParts
from products.sample.loader import load
from products.upl_list import UplListError
from releases.store import Release

REFUSALS = (FixtureError, UplListError, PublishRefused, OSError)


class Command(BaseCommand):
    help = (
        "Load the sample municipality; after a change of its files, run it again to publish the difference. "
        "What has not changed since it was loaded is left as editors made it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_DIR, help="the folder to load")
        parser.add_argument("--again", action="store_true", help="also what was loaded: undoes editors' changes")
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")

    def handle(self, *args: Any, fixtures: Path, again: bool, migrate: bool, **options: Any) -> None:
        if migrate:
            call_command("migrate", verbosity=0)
        started, loaded = time.monotonic(), LoadedParts(settings.SAMPLE_LOADED)
        if again:
            loaded.forget()
        try:
            release = load(
                Fixture(fixtures), author="load_sample", now=timezone.now(), report=self._report,
                progress=self._progress, loaded=loaded,
            )  # fmt: skip
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        self._write(f"{_outcome(release)}, in {time.monotonic() - started:.1f} s")
        self._login()

    def _report(self, name: str, count: int, changed: int) -> None:
        self._write(f"{name:20}{count:5}, {changed} new or changed")

    def _progress(self, name: str, count: int) -> None:
        """On one line of a terminal, which the next one takes the place of."""
        if self.stdout.isatty():
            self.stdout.write(f"{name:20}{count or '':5} …\r", ending="")
            self.stdout.flush()

    def _write(self, line: str) -> None:
        self.stdout.write(f"{line:60}")
        self.stdout.flush()

    def _login(self) -> None:
        for name, is_new in load_logins(settings.DEMO_PASSWORD).items():
            password = f"password {settings.DEMO_PASSWORD}" if is_new else "with the password you know"
            self.stdout.write(f"Log in at {settings.BASE_URL}/admin/ as {name}, {password}")


def _outcome(release: Release | None) -> str:
    return f"Published as release {release.number}" if release else "Nothing changed, so no release"
