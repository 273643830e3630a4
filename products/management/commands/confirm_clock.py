"""`manage.py confirm_clock`: a person says that this machine's clock is right, although the second one differs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from products.publishing import second_clock


class Command(BaseCommand):
    help = "Let this machine publish by its own clock, although the second one differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, yes: bool = False, **options: Any) -> None:
        found, now = second_clock.lead(), timezone.localtime()
        self.stdout.write(
            f"This machine says {now:%d-%m-%Y %H:%M:%S}, the second clock {now - found:%d-%m-%Y %H:%M:%S}."
        )
        if not yes and not self._confirmed():
            raise CommandError("Nothing was done. Set the clock of this machine right.")
        second_clock.confirm(found)
        self.stdout.write("From now on this machine publishes by its own clock.")

    def _confirmed(self) -> bool:
        try:
            return input("Is this machine right? Type yes: ").strip().lower() in ("yes", "ja")
        except EOFError:
            return False
