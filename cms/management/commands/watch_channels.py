from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.checking.watched_pages import PageWatcher, Watched, read_typed, reading_with
from cms.running.worker_loop import attempt

TIMEOUT, EVERY = 10.0, 300


class Command(BaseCommand):
    help = (
        "Read the live pages of the channels: those that registered instances name, and those of the reference "
        "channels. What they show is compared with the release that they claim; differences are kept for the channel "
        "board, which warns of them. With --once it exits with 1 at a difference."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default=settings.BASE_URL, help="where the reference channels are (BASE_URL)")
        parser.add_argument("--every", type=int, default=EVERY, metavar="SECONDS", help=f"between rounds ({EVERY})")
        parser.add_argument("--once", action="store_true", help="one round, and an exit code")

    def handle(self, *, url: str, every: int, once: bool, **options: Any) -> None:
        if every < 1:
            raise CommandError("--every: give 1 second or more.")
        with watcher(url) as watching:
            if once:
                self._once(watching)
            else:
                self._until_stopped(watching, every)

    def _once(self, watching: PageWatcher) -> None:
        if count := sum(map(self._print, watching.round())):
            raise CommandError(f"{count} differences.", returncode=1)

    def _until_stopped(self, watching: PageWatcher, every: int) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())

        def watch_channels() -> None:
            for watched in watching.round():
                self._print(watched)
                if stop.is_set():
                    return

        while not stop.is_set():
            attempt(watch_channels)
            stop.wait(every)

    def _print(self, watched: Watched) -> int:
        differences = [(page, each) for page, found in watched.pages.items() for each in found]
        for page, each in differences:
            self.stdout.write(
                f"DIFFERENCE {page} {each.key or '-'}: {each.what}; expected {each.expected!r}, found {each.found!r}"
            )
        self.stdout.write(f"{watched.instance}: {len(watched.pages)} pages, {len(differences)} differences")
        return len(differences)


@contextmanager
def watcher(url: str) -> Iterator[PageWatcher]:
    patience = timedelta(minutes=settings.CHANNEL_MINUTES_BEHIND)
    with httpx.Client(timeout=TIMEOUT, trust_env=False) as own:
        read_own = reading_with(own) if settings.REFERENCE_CHANNELS else None
        yield PageWatcher(read_typed, read_own, url.rstrip("/"), timezone.now, patience)
