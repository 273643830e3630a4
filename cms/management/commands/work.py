"""Keeps this node's copy up to date, publishes what is due and sends webhooks, until it is told to stop."""

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
from api.webhooks import queue
from api.webhooks.sending import Sending
from cms.webhooks.mail import tell_owners

logger = logging.getLogger(__name__)
FOLLOW_SECONDS = 1
SCHEDULE_EVERY = 10
PRUNE_EVERY = 3600


class Command(BaseCommand):
    help = "Follow releases and tokens and send webhooks every second, and publish what is due every ten."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work_until(stop)


def work_until(stop: threading.Event, seconds: float = FOLLOW_SECONDS) -> None:
    """One round at once and then every `seconds`; a round that fails is logged, and the next one tries again."""
    rounds, sending = 0, Sending(stop)
    while True:
        attempt(tokens.follow)
        attempt(sending.send_webhooks)
        if rounds % SCHEDULE_EVERY == 0:
            attempt(publish_due)
            attempt(tell_owners)
        if rounds % PRUNE_EVERY == 0:
            attempt(prune)
        rounds += 1
        if stop.wait(seconds):
            return


def publish_due() -> None:
    call_command("publish_scheduled")


def prune() -> None:
    queue.prune(timezone.now())


def attempt(task: Callable[[], None]) -> None:
    try:
        task()
    except Exception:
        logger.exception("The worker could not finish %s", task.__name__)
    finally:
        close_old_connections()
