"""Queue of subscribers that are due, each leased to one worker: a lease in the row, in short transactions.

A worker that dies leaves a lease that ends by itself; what it was sending is sent again under the same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from api.webhooks import events, schedule
from api.webhooks.models import Delivery, Subscription
from api.webhooks.schedule import Outcome

# How long writing down what came of an attempt may take before another worker repeats it.
MARGIN = timedelta(seconds=5)


@dataclass(frozen=True)
class Lease:
    """One delivery to send, with all that sending needs, so that it needs no database."""

    subscription: int
    delivery: int
    token: UUID
    endpoint: str
    identity: str
    body: bytes
    secrets: list[bytes]


def due(now: datetime) -> list[int]:
    """Subscriptions that nobody is sending to and that have something to send now."""
    waiting = Delivery.objects.filter(subscription=OuterRef("pk"), state=Delivery.State.WAITING)
    free = Q(taken_until=None) | Q(taken_until__lte=now)
    next_in_line = Q(Exists(waiting.exclude(kind=events.TEST)), off="", due_at__lte=now)
    tests = Q(Exists(waiting.filter(kind=events.TEST)))
    return list(Subscription.objects.filter(free, next_in_line | tests).values_list("pk", flat=True))


def claim(pk: int, now: datetime) -> Lease | None:
    """None when there is nothing to send, or another worker was first."""
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if subscription is None or not subscription.line.is_free(now):
            return None
        delivery = _next(subscription, now)
        if delivery is None:
            return None
        lease = timedelta(seconds=settings.WEBHOOK_SECONDS) + MARGIN
        subscription.line, subscription.taken_by = schedule.taken(subscription.line, now, lease), uuid4()
        subscription.save(update_fields=["taken_until", "taken_by"])
    return Lease(
        pk, delivery.pk, subscription.taken_by, subscription.endpoint, str(delivery.identity),
        delivery.body.encode(), subscription.secrets(now),
    )  # fmt: skip


def record(claim: Lease, outcome: Outcome, took: timedelta, now: datetime, chance: float) -> None:
    """Writes down what came of it, unless the lease ended and another worker took over: then its word counts."""
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update().filter(pk=claim.subscription).first()
        delivery = Delivery.objects.filter(pk=claim.delivery).first()
        if subscription is None or delivery is None or subscription.taken_by != claim.token:
            return
        _note(delivery, outcome, took, now)
        if delivery.kind != events.TEST and delivery.state != Delivery.State.GIVEN_UP:
            delays = settings.WEBHOOK_SCHEDULE
            subscription.line = schedule.after(subscription.line, outcome, delays, now, chance)
        subscription.taken_until = subscription.taken_by = None
        subscription.save(update_fields=["due_at", "failures", "off", "taken_until", "taken_by"])


def prune(now: datetime) -> None:
    """Forgets what was delivered or given up long ago; what waits stays."""
    before = now - timedelta(days=settings.WEBHOOK_KEEP_DAYS)
    finished = Delivery.objects.exclude(state=Delivery.State.WAITING).alias(at=Coalesce("attempted_at", "created_at"))
    finished.filter(at__lt=before).delete()


def _next(subscription: Subscription, now: datetime) -> Delivery | None:
    """A test first, then the event at the front, if its time has come."""
    waiting = subscription.deliveries.filter(state=Delivery.State.WAITING).order_by("pk")
    test = waiting.filter(kind=events.TEST).first()
    if test is not None or not subscription.line.may_send(now):
        return test
    return waiting.first()


def _note(delivery: Delivery, outcome: Outcome, took: timedelta, now: datetime) -> None:
    if outcome.delivered:
        delivery.state = Delivery.State.DELIVERED
    elif delivery.kind == events.TEST:
        delivery.state = Delivery.State.GIVEN_UP
    delivery.attempts = F("attempts") + 1
    delivery.status, delivery.failure, delivery.attempted_at = outcome.status, outcome.failure, now
    delivery.milliseconds = round(took / timedelta(milliseconds=1))
    delivery.save(update_fields=["state", "attempts", "status", "failure", "attempted_at", "milliseconds"])
