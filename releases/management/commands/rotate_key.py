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
        parser.add_argument("--end", metavar="KEY_ID", help="make no new key; end one that no node holds any more")

    def handle(self, *, end: str | None = None, **options: Any) -> None:
        try:
            ended, new = (keys.end(end, timezone.now()), None) if end else keys.rotate(timezone.now())
        except keys.KeyNotReplaceable as error:
            raise CommandError(str(error)) from error
        follow_shared()
        self.stdout.write(f"Key {ended.key_id} signed until {ended.valid_until}; it stays published at /api/v1/keys.")
        if new:
            self.stdout.write(f"Key {new.key_id} signs from {new.valid_from}. Tell your auditors this name.")
