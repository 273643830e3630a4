from __future__ import annotations

import getpass
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.log_actions import log

from api import tokens
from releases.channels import CHANNELS
from releases.conditions.confirmations import channels_now


class Command(BaseCommand):
    help = "Issue an access token for a channel's application; it is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="who will use it, such as 'Phone tool of the contact centre'")
        parser.add_argument(
            "--channels", required=True, help="what it may read and report to, such as email,desk,phone"
        )
        parser.add_argument("--until", type=date.fromisoformat, help="the first day on which it opens nothing any more")
        parser.add_argument("--staff", action="store_true", help="also show who published and why")

    def handle(self, *, name: str, channels: str, staff: bool, until: date | None, **options: Any) -> None:
        wanted = [channel.strip() for channel in channels.split(",") if channel.strip()]
        if unknown := sorted(set(wanted) - set(CHANNELS)):
            raise CommandError(f"--channels: no such channel: {', '.join(unknown)}. Use: {', '.join(CHANNELS)}.")
        if off := [channel for channel in wanted if channel not in channels_now()]:
            raise CommandError(
                f"--channels: off until its conditions are confirmed in the admin: {', '.join(off)}. "
                "Confirm them first, under 'Kanaalvoorwaarden'."
            )
        if not wanted:
            raise CommandError(f"--channels: name at least one of: {', '.join(CHANNELS)}.")
        if not name.strip():
            raise CommandError("NAME: say who will use the token.")
        plaintext = tokens.issue(name.strip(), wanted, staff, timezone.now(), until)
        log(tokens.issued(plaintext), "wagtail.create", data={"command": "issue_token", "account": getpass.getuser()})
        self.stdout.write(plaintext)
