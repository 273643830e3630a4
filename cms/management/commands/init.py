"""`manage.py init`: an empty hub becomes that of one municipality, ready for its first product."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.installation.administrator import administrator, one_time_link
from cms.installation.municipality import prepare_municipality
from cms.translations import compile_all
from products.publishing.release import PublishRefused
from products.upl_list import UplListError


class Command(BaseCommand):
    help = (
        "Prepare this hub for a municipality of your own: database, languages, home pages, roles, house style and the "
        "first administrator. Safe to repeat: what is there already stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", required=True, help="its name, such as Gemeente Voorbeeldstad")
        parser.add_argument("--administrator", required=True, help="the account that may do everything; a mail address")

    def handle(self, *args: Any, municipality: str, administrator: str, **options: Any) -> None:
        compile_all()
        call_command("migrate", verbosity=0)
        try:
            release = prepare_municipality(municipality, "manage.py init", timezone.now())
        except (PublishRefused, UplListError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{municipality}: release {release.number}" if release else "All of it was there already.")
        self._open(administrator)
        self.stdout.write(f"Now run: manage.py serve. Then log in at {settings.BASE_URL}/admin/")

    def _open(self, account: str) -> None:
        user = administrator(account)
        if user.has_usable_password():
            self.stdout.write(f"{account} logs in with the password that it has.")
        elif sys.stdin.isatty():
            user.set_password(self._ask(user))
            user.save()
        else:
            self.stdout.write(f"{account} chooses a password, once, at {one_time_link(user)}")

    def _ask(self, user: User) -> str:
        """Until it is good enough and typed twice."""
        while True:
            password = getpass.getpass(f"Password for {user.get_username()}: ")
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            if getpass.getpass("Once more: ") == password:
                return password
            self.stderr.write("These two differ.")
