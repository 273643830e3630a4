"""Keeps this node's copy up to date and publishes what is due, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from api import tokens
from cms.background import InBackground
from search import counting
from search.keeping import Keeper

logger = logging.getLogger(__name__)
FOLLOW_SECONDS = 1
SCHEDULE_EVERY = 10
PRUNE_EVERY = 3600
# How long a round of search may take to finish when the worker stops; its writes are all or nothing.
LAST_ROUND_SECONDS = 5


class Command(BaseCommand):
    help = "Follow releases and tokens and keep the search indexes every second, and publish what is due every ten."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work_until(stop)


def work_until(stop: threading.Event, seconds: float = FOLLOW_SECONDS) -> None:
    """One round at once and then every `seconds`; a round that fails is logged, and the next one tries again."""
    rounds, search = 0, InBackground(search_rounds())
    while True:
        attempt(tokens.follow)
        search()
        if rounds % SCHEDULE_EVERY == 0:
            attempt(publish_due)
        if rounds % PRUNE_EVERY == 0:
            attempt(forget_searches)
        rounds += 1
        if stop.wait(seconds):
            search.wait(LAST_ROUND_SECONDS)
            return


def search_rounds() -> Callable[[], None]:
    """Making an index anew takes longer than tokens may wait, so this runs beside the other rounds."""
    keeper = Keeper()

    def keep_search() -> None:
        keeper.round(timezone.now())

    return lambda: attempt(keep_search)


def publish_due() -> None:
    call_command("publish_scheduled")


def forget_searches() -> None:
    counting.prune(timezone.localdate())


def attempt(task: Callable[[], None]) -> None:
    try:
        task()
    except Exception:
        logger.exception("The worker could not finish %s", task.__name__)
    finally:
        close_old_connections()
