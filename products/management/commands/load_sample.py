from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from products.publishing import PublishRefused, one_release
from products.sample.loading import EDITORS, load_sample

LOGIN = "redactie"


class Command(BaseCommand):
    help = "Load the sample municipality, as one release; loading it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fixtures", type=Path, default=settings.FIXTURES_DIR, help="the folder to load")

    def handle(self, *, fixtures: Path, verbosity: int, **options: Any) -> None:
        progress = self._progress if verbosity > 0 else lambda _: None
        try:
            with one_release(author="load_sample", cause="Voorbeeldgemeente geladen") as collected:
                tally = load_sample(fixtures, progress)
        except (PublishRefused, ValidationError, ValueError) as error:
            raise CommandError(str(error)) from error
        progress("")
        self._report(tally.published, tally.unchanged, collected.release)
        self._login()

    def _progress(self, text: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{text}", ending="")
            self.stdout.flush()

    def _report(self, published: dict[str, int], unchanged: int, release: Any) -> None:
        told = ", ".join(f"{count} {name}" for name, count in published.items()) or "nothing"
        number = f"release {release.number}" if release else "no release"
        self.stdout.write(f"Sample municipality: {told} published, {unchanged} unchanged; {number}.")

    def _login(self) -> None:
        users = get_user_model()
        user, is_new = users.objects.get_or_create(username=LOGIN, defaults={"email": "redactie@barneveld.example"})
        if is_new:
            user.set_password(settings.DEMO_PASSWORD)
            user.is_superuser = user.is_staff = True
            user.save()
            user.groups.add(Group.objects.get(name=EDITORS))
        self.stdout.write(f"Log in at {settings.BASE_URL}/admin/ as {LOGIN}, password {settings.DEMO_PASSWORD}")
