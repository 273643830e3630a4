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
from cms import channel_warnings

logger = logging.getLogger(__name__)
FOLLOW_SECONDS = 1
SCHEDULE_EVERY = 10


class Command(BaseCommand):
    help = "Follow releases and tokens every second; publish what is due and warn of channels every ten."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work_until(stop)


def work_until(stop: threading.Event, seconds: float = FOLLOW_SECONDS) -> None:
    """One round at once and then every `seconds`; a round that fails is logged, and the next one tries again."""
    rounds = 0
    while True:
        attempt(tokens.follow)
        if rounds % SCHEDULE_EVERY == 0:
            attempt(publish_due)
            attempt(warn_of_channels)
        rounds += 1
        if stop.wait(seconds):
            return


def publish_due() -> None:
    call_command("publish_scheduled")


def warn_of_channels() -> None:
    channel_warnings.warn(timezone.now())


def attempt(task: Callable[[], None]) -> None:
    try:
        task()
    except Exception:
        logger.exception("The worker could not finish %s", task.__name__)
    finally:
        close_old_connections()
