from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from api import tokens
from api.models import AccessToken
from cms.checking.parity_over_http import Findings, ParityReader, Unreadable
from releases.channels import CHANNELS

TIMEOUT = 30.0


class Command(BaseCommand):
    help = (
        "Read every document of every channel and the pages of the reference channels from a running hub, and compare "
        "every fact: same key, language and moment, same value. Exits with 1 at a difference."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default=settings.BASE_URL, help="the hub to read (default: BASE_URL)")
        parser.add_argument("--at", action="append", default=[], help="also at this date or instant; may be repeated")
        parser.add_argument("--documents-only", action="store_true", help="do not read the reference channels' pages")
        parser.add_argument("--quiet", action="store_true", help="print differences and the count only")

    def handle(self, *, url: str, at: list[str], documents_only: bool, quiet: bool, **options: Any) -> None:
        pages = None if documents_only else "/kanalen"
        with httpx.Client(base_url=url, timeout=TIMEOUT) as hub, token_for_all_channels() as token:
            try:
                findings = ParityReader(hub, token, pages).check(at)
            except Unreadable as error:
                raise CommandError(f"Cannot compare: {error}") from error
        if not quiet:
            self._print_facts(findings)
        for difference in findings.differences:
            self.stdout.write(
                f"DIFFERENCE {difference.key} ({difference.locale}) in {difference.channel}: {difference.what}; "
                f"expected {difference.expected!r}, found {difference.found!r}"
            )
        count = f"{len(findings.told)} facts in {findings.documents} documents and {findings.pages} pages"
        if findings.differences:
            raise CommandError(f"{len(findings.differences)} differences; {count}.", returncode=1)
        self.stdout.write(f"The same everywhere: {count}.")

    def _print_facts(self, findings: Findings) -> None:
        """One line per fact: key, language, its text, and the channels that tell it."""
        for (key, locale), told in sorted(findings.told.items()):
            channels = " ".join(channel if channel in told else "-" * len(channel) for channel in CHANNELS)
            texts = " | ".join(dict.fromkeys(" ".join(text.split())[:50] for text in told.values()))
            self.stdout.write(f"{key:<48} {locale}  {channels}  {texts}")


@contextmanager
def token_for_all_channels() -> Iterator[str]:
    """HUB_TOKEN, or one that is issued for this run and then revoked."""
    if settings.HUB_TOKEN:
        yield settings.HUB_TOKEN
        return
    token = tokens.issue("verify_parity", list(CHANNELS), False, timezone.now())
    tokens.follow()
    try:
        yield token
    finally:
        for row in AccessToken.objects.filter(name="verify_parity", revoked_at=None):
            tokens.revoke(row, timezone.now())
