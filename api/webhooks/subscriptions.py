"""Commands on a subscription: pause, resume, renew secret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from api.webhooks import events, outbox, schedule, signing
from api.webhooks.models import Delivery, Subscription

# Both secrets are valid for so long after the renewal.
OVERLAP = timedelta(days=1)


def start(subscription: Subscription, now: datetime) -> str:
    """Saves a new webhook and gives its secret; nothing shows that again."""
    subscription.created_at = subscription.due_at = now
    outbox.begin(subscription, now)
    subscription.save()
    return _secret(subscription)


def renew_secret(subscription: Subscription, now: datetime) -> str:
    """Gives the new secret. Events carry a signature with each until the old one ends."""
    subscription.previous_seed, subscription.seed = subscription.seed, signing.new_seed()
    subscription.previous_until = now + OVERLAP
    subscription.save(update_fields=["seed", "previous_seed", "previous_until"])
    return _secret(subscription)


def end_previous_secret(subscription: Subscription) -> None:
    subscription.previous_seed, subscription.previous_until = "", None
    subscription.save(update_fields=["previous_seed", "previous_until"])


def switch_off(subscription: Subscription) -> None:
    """What changes meanwhile is told when it is switched on again."""
    with _changing(subscription) as changed:
        changed.off = changed.off or schedule.BY_HAND


def switch_on(subscription: Subscription, now: datetime) -> None:
    """It goes on with what it did not deliver, and then with all that changed since."""
    with _changing(subscription) as changed:
        changed.line, changed.owner_told = schedule.switched_on(changed.line, now), False


def try_now(subscription: Subscription, now: datetime) -> None:
    """Does not wait for the next moment of the schedule."""
    with _changing(subscription) as changed:
        changed.due_at = now


def send_test(subscription: Subscription, now: datetime) -> Delivery:
    """The worker sends it within a second or two, also when the webhook is off."""
    delivery = outbox.test_event(subscription, now)
    delivery.save()
    return delivery


def send_again(delivery: Delivery, now: datetime) -> None:
    """This one, under its own id; what waits behind it waits until it is delivered."""
    _return(Delivery.objects.filter(pk=delivery.pk), delivery.subscription, now)


def send_again_from(delivery: Delivery, now: datetime) -> int:
    """This one and all that follow, in order; gives how many that are."""
    following = Delivery.objects.filter(subscription=delivery.subscription, pk__gte=delivery.pk)
    return _return(following.exclude(kind=events.TEST), delivery.subscription, now)


def give_up(delivery: Delivery, now: datetime) -> None:
    """The next one may go; this one can be sent again later."""
    with _changing(delivery.subscription) as changed:
        Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING).update(state=Delivery.State.GIVEN_UP)
        changed.line = schedule.another_front(changed.line, now)


def _return(deliveries: QuerySet[Delivery], subscription: Subscription, now: datetime) -> int:
    with _changing(subscription) as changed:
        changed.line = schedule.another_front(changed.line, now)
        return deliveries.update(state=Delivery.State.WAITING)


@contextmanager
def _changing(subscription: Subscription) -> Iterator[Subscription]:
    """Its row, locked, so that no worker writes over what changes here."""
    with transaction.atomic():
        locked = Subscription.objects.select_for_update().get(pk=subscription.pk)
        yield locked
        locked.save(update_fields=["due_at", "failures", "off", "owner_told"])


def _secret(subscription: Subscription) -> str:
    return signing.shown(signing.secret_of(subscription.seed, settings.WEBHOOK_KEY))
