"""Sends what is due: every subscriber in a thread of its own, so that a slow one delays nobody else."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from api.outgoing.configuration import outgoing_client
from api.outgoing.failures import NotReached
from api.webhooks import events, outbox, queue, signing
from api.webhooks.queue import Lease
from api.webhooks.schedule import Outcome

logger = logging.getLogger(__name__)


class WebhookSender:
    """The rounds of one worker, until `stop` is set."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._threads = ThreadPoolExecutor(settings.WEBHOOK_THREADS, "webhook")
        self._busy: set[int] = set()

    def send_webhooks(self) -> None:
        """Writes down what no publish did, and starts sending to whom nobody here is sending to yet."""
        outbox.write_due(timezone.now())
        for subscription in set(queue.due(timezone.now())) - self._busy:
            self._busy.add(subscription)
            self._threads.submit(self._send_all, subscription)

    def close(self) -> None:
        """Waits for what is being sent; what is left in the line is for the next worker."""
        self._stop.set()
        self._threads.shutdown()

    def _send_all(self, subscription: int) -> None:
        try:
            while not self._stop.is_set() and send_next(subscription, connection.close):
                """One after the other, in order."""
        except Exception:
            logger.exception("The worker could not send to webhook %s", subscription)
        finally:
            connection.close()
            self._busy.discard(subscription)


def send_next(subscription: int, leave_database: Callable[[], object] = lambda: None) -> bool:
    """Whether there was something to send. No transaction is open while the receiver answers, nor a connection."""
    claim = queue.claim(subscription, timezone.now())
    if claim is None:
        return False
    leave_database()
    started = time.monotonic()
    outcome = send(claim)
    took = timedelta(seconds=time.monotonic() - started)
    queue.record(claim, outcome, took, timezone.now(), random.random())  # noqa: S311 - spreads retries, no secret
    return True


def send(claim: Lease) -> Outcome:
    """Of the answer only its status counts; what else it says is not read further."""
    signed = signing.headers(claim.identity, claim.body, claim.secrets, timezone.now())
    try:
        answer = outgoing_client().send(
            "POST",
            claim.endpoint,
            content=claim.body,
            headers={"Content-Type": events.MEDIA_TYPE, **signed},
            seconds=settings.WEBHOOK_SECONDS,
        )
    except NotReached as error:
        return Outcome(failure=error.reason)
    return Outcome(answer.status)
