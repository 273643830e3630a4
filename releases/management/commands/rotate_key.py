"""`manage.py rotate_key`: gives this hub a new signing key; the old public key stays published."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from releases.chain import keys
from releases.replica.follower import follow_shared


class Command(BaseCommand):
    help = (
        "Sign releases with a new key from now on. The old private key is destroyed; its public half stays published, "
        "so what it signed can be checked for ever. Other nodes need the new var/secrets/signing_key too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        others = parser.add_mutually_exclusive_group()
        others.add_argument("--begin", action="store_true", help="publish the key that this node was given")
        others.add_argument("--end", metavar="KEY_ID", help="make no new key; end one that no node holds any more")

    def handle(self, *, begin: bool = False, end: str | None = None, **options: Any) -> None:
        now = timezone.now()
        try:
            ended, new = (None, keys.begin(now)) if begin else (keys.end(end, now), None) if end else keys.rotate(now)
        except (keys.KeyNotReplaceable, keys.KeyEnded) as error:
            raise CommandError(str(error)) from error
        follow_shared()
        if ended:
            self.stdout.write(
                f"Key {ended.key_id} signed until {ended.valid_until}; it stays published at /api/v1/keys."
            )
        if new:
            self.stdout.write(f"Key {new.key_id} signs from {new.valid_from}. Tell your auditors this name.")
