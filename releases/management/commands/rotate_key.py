"""`manage.py rotate_key`: gives this hub a new signing key; the old public key stays published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from releases.chain import keys
from releases.proof.signing import Key
from releases.replica.follower import follow_shared


class Command(BaseCommand):
    help = (
        "Sign releases with a new key from now on. The old private key is destroyed; its public half stays published, "
        "so what it signed can be checked for ever. Other nodes need the new var/secrets/signing_key too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        others = parser.add_mutually_exclusive_group()
        others.add_argument(
            "--begin", action="store_true", help="publish the key that this node was given, and sign the list with it"
        )
        others.add_argument("--sign", action="store_true", help="sign the published keys, each of which you know")
        others.add_argument(
            "--first-signed", type=int, metavar="NUMBER", help="vouch that releases before it were made before signing"
        )
        others.add_argument("--end", metavar="KEY_ID", help="make no new key; end one that no node holds any more")

    def handle(
        self,
        *,
        begin: bool = False,
        sign: bool = False,
        first_signed: int | None = None,
        end: str | None = None,
        **options: Any,
    ) -> None:
        try:
            if first_signed is not None:
                self._name_first_signed(first_signed)
            elif sign:
                self._tell_signed(keys.sign_keys())
            elif begin:
                self._begin()
            else:
                self._replace(end)
        except (keys.KeyNotReplaceable, keys.KeyEnded, keys.ForeignKey) as error:
            raise CommandError(str(error)) from error
        follow_shared()

    def _name_first_signed(self, number: int) -> None:
        keys.name_first_signed(number)
        self.stdout.write(f"Release {number} is named as the first signed one: those before it may lack a signature.")

    def _begin(self) -> None:
        new, signed = keys.begin(timezone.now())
        self._tell_begun(new)
        self._tell_signed(signed)

    def _tell_signed(self, signed: Iterable[Key]) -> None:
        for key in signed:
            self.stdout.write(f"Signed: key {key.key_id}, from {key.valid_from} until {key.valid_until or 'now'}.")

    def _replace(self, end: str | None) -> None:
        now = timezone.now()
        ended, new = (keys.end(end, now), None) if end else keys.rotate(now)
        self.stdout.write(f"Key {ended.key_id} signed until {ended.valid_until}; it stays published at /api/v1/keys.")
        if new:
            self._tell_begun(new)

    def _tell_begun(self, key: Key) -> None:
        self.stdout.write(f"Key {key.key_id} signs from {key.valid_from}. Tell your auditors this name.")
