"""Webhooks that know a receiver, and what became of what they send."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from api.webhooks import sender, subscriptions
from api.webhooks.models import Delivery, Subscription
from tests.integration.receivers import Receiver

KINDS = ["published", "switched"]


def subscribe(
    receiver: Receiver, *channels: str, now: datetime | None = None, **fields: Any
) -> tuple[Subscription, str]:
    """With its secret."""
    values = {"name": receiver.url, "kinds": KINDS, "email": "beheer@gemeente.example"} | fields
    subscription = Subscription(endpoint=receiver.url, channels=list(channels or ("website",)), **values)
    return subscription, subscriptions.start(subscription, now or timezone.now())


def send_all(subscription: Subscription) -> None:
    while sender.send_next(subscription.pk):
        """Until nothing is due."""


def states(subscription: Subscription) -> list[str]:
    """Of its deliveries, in order."""
    return list(Delivery.objects.filter(subscription=subscription).order_by("pk").values_list("state", flat=True))
