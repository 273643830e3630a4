"""`manage.py verify_releases`: proves that what is stored is what was released and signed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases import store
from releases.channels import CHANNELS
from releases.verification import Verification
from releases.witnesses import contradictions, unknown_heads

STEPS = 20


class Command(BaseCommand):
    help = (
        "Replay the chain of releases from the stored rows: contents, links, order, gaps and signatures. Names "
        "everything that was altered, and what this node's copy, the exports and acknowledgements know otherwise; "
        "exits with 1 at a fault."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="first", type=int, default=1, help="begin at this release (default: 1)")
        parser.add_argument("--channel", choices=CHANNELS, help="this channel alone (default: all, and the hub's own)")

        parser.add_argument(
            "--key", action="append", default=[], help="trust this key only; may be repeated (default: this node's own)"
        )

        parser.add_argument(
            "--head", action="append", default=[], help="a digest known from elsewhere that must be in the chain"
        )

    def handle(
        self,
        *,
        first: int = 1,
        channel: str | None = None,
        key: Collection[str] = (),
        head: Collection[str] = (),
        **options: Any,
    ) -> None:
        newest = store.head().number
        if first < 1 or first > max(newest, 1):
            raise CommandError(f"--from must be a release from 1 to {newest}.")
        verification = Verification(first, channel, key)
        faults = self._replay(verification, first, newest)
        faults += self._tell([*contradictions(channel), *unknown_heads(head)])
        self._conclude(verification, faults, first, newest)

    def _replay(self, verification: Verification, first: int, newest: int) -> int:
        faults = told = 0
        for number, found in verification.run():
            faults += self._tell(found)
            if (number - first + 1) * STEPS // (newest - first + 1 or 1) > told:
                told = (number - first + 1) * STEPS // (newest - first + 1 or 1)
                self.stdout.write(f"… release {number} of {newest}")
        return faults

    def _tell(self, faults: Collection[object]) -> int:
        for fault in faults:
            self.stdout.write(f"FAULT {fault}")
        return len(faults)

    def _conclude(self, verification: Verification, faults: int, first: int, newest: int) -> None:
        unsigned = (
            f", {verification.unsigned} of them from before releases were signed" if verification.unsigned else ""
        )
        count = f"{verification.links} links in releases {first} to {newest}{unsigned}"
        if faults:
            raise CommandError(f"{faults} faults; {count}.", returncode=1)
        self.stdout.write(f"Nothing was altered: {count}.")
