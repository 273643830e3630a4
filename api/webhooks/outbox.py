"""Writes down what subscribers will be told: inside the publish itself, or by the worker when a switch has come.

The steps of the feed are the truth and a subscription's position says how far it came, so what is written twice, late
or by another worker is the same: nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from api.webhooks import events, schedule
from api.webhooks.events import Sender, StepEvent
from api.webhooks.models import Delivery, Subscription
from releases import store
from releases.core.position import Position
from releases.replica import feed
from releases.replica.chain import link
from releases.replica.follower import follow
from releases.replica.replica import shared_replica
from releases.replica.transaction import ReadTransaction
from releases.store import Head, PublishedRelease

logger = logging.getLogger(__name__)
# As many as one answer of the feed has.
MOST_STEPS = 100


def sender() -> Sender:
    return Sender(f"urn:nld:oin:{settings.HUB_OIN}:systeem:{settings.HUB_SYSTEM}", settings.BASE_URL)


def write_release(published: PublishedRelease, **_: Any) -> None:
    """Part of the publish. Whoever is further behind is left to the worker, so that a publish never waits for that.

    Those that ask for the same from the same place are written together, so that an idle one costs no query.
    """
    release, head = published.release, store.head()
    together: dict[tuple[tuple[str, ...], Position], list[Subscription]] = defaultdict(list)
    for subscription in _locked().filter(off="", epoch=head.hub).order_by("pk"):
        if (since := subscription.place).release == release.number - 1:
            together[tuple(subscription.channels), since].append(subscription)
    for (channels, since), group in together.items():
        if (found := _at_release(published, head, channels, since)) is not None:
            _write(group, found, release.created_at)
            _move(group, Position(release.number, max(since.instant, release.created_at)), found)


def write_due(now: datetime) -> None:
    """What no publish wrote: switches, what came while a webhook was off, and a new epoch; from this node's copy."""
    replica = shared_replica()
    follow(replica)
    with replica.read() as reading:
        behind = [each.pk for each in Subscription.objects.filter(off="") if _is_behind(each, reading, now)]
    for pk in behind:
        try:
            catch_up(pk, now)
        except Exception:
            logger.exception("The worker could not write what webhook %s is told", pk)


@transaction.atomic
def catch_up(pk: int, now: datetime) -> None:
    """The next hundred steps at most."""
    head, subscription = store.head(), _locked().filter(pk=pk, off="").first()
    with shared_replica().read() as reading:
        copy = reading.position()
        if subscription is None or copy.hub != str(head.hub):
            return
        if subscription.epoch != head.hub:
            _restart(subscription, head, reading, now)
        else:
            since = subscription.place
            found = _steps(reading, subscription.channels, since, now)
            _write([subscription], found, now)
            _move([subscription], Position(max(copy.number, since.release), since.instant), found)


def begin(subscription: Subscription, now: datetime) -> None:
    """It hears what comes after now; what is there already it reads by itself."""
    head = store.head()
    subscription.epoch, subscription.position = head.hub, str(Position(head.number, now))


def test_event(subscription: Subscription, now: datetime) -> Delivery:
    """Stands outside the order and is tried once, also when the webhook is off."""
    with shared_replica().read() as reading:
        return _delivery(subscription, _between_steps(events.TEST, store.head(), reading, subscription), now)


def _locked() -> Any:
    return Subscription.objects.select_for_update()


def _is_behind(subscription: Subscription, reading: ReadTransaction, now: datetime) -> bool:
    place, copy = subscription.place, reading.position()
    if str(subscription.epoch) != copy.hub or place.release < copy.number:
        return True
    switch = feed.next_switch(reading, subscription.channels, place.instant)
    return switch is not None and switch <= now


def _at_release(
    published: PublishedRelease, head: Head, channels: Sequence[str], since: Position
) -> list[StepEvent] | None:
    """One when it changes something in these channels; None when a switch comes before it, or with it."""
    count, release = published.count(channels), published.release
    if store.has_switch(channels, since.instant, release.created_at):
        return None
    if count == 0:
        return []
    position, digests = Position(release.number, release.created_at), published.digests(channels)
    told = [each.as_json() for each in published.changes(channels)] if count <= events.MOST_CHANGES else None
    return [StepEvent(events.PUBLISHED, head.hub, position, digests, since, count, told)]


def _steps(reading: ReadTransaction, channels: Sequence[str], since: Position, now: datetime) -> list[StepEvent]:
    found, epoch = [], UUID(reading.position().hub)
    for step in feed.steps(reading, channels, since, now, MOST_STEPS):
        position, changes = step.position, step.changes()
        kind = events.PUBLISHED if reading.published_at(position.release) == position.instant else events.SWITCHED
        digests = _digests(reading, channels, position.release)
        found.append(StepEvent(kind, epoch, position, digests, since, len(changes), changes))
        since = position
    return found


def _between_steps(kind: str, head: Head, reading: ReadTransaction, subscription: Subscription) -> StepEvent:
    place = subscription.place
    digests = _digests(reading, subscription.channels, place.release)
    return StepEvent(kind, head.hub, place, digests)


def _digests(reading: ReadTransaction, channels: Sequence[str], release: int) -> dict[str, str | None]:
    return {channel: link(reading, channel, release).digest or None for channel in channels}


def _write(group: Iterable[Subscription], happenings: Sequence[StepEvent], now: datetime) -> None:
    Delivery.objects.bulk_create(
        _delivery(subscription, each, now)
        for subscription in group
        for each in happenings
        if each.kind in (*subscription.kinds, events.RESTARTED)
    )


def _delivery(subscription: Subscription, happening: StepEvent, now: datetime) -> Delivery:
    test = happening.kind == events.TEST
    identity = uuid4() if test else events.event_id(happening.epoch, subscription.pk, happening.position)
    return Delivery(
        subscription=subscription,
        identity=identity,
        kind=happening.kind,
        epoch=happening.epoch,
        position=str(happening.position),
        body=events.body(happening, identity, sender()).decode(),
        created_at=now,
    )


def _move(group: Iterable[Subscription], otherwise: Position, happenings: Sequence[StepEvent]) -> None:
    """To the last step that was found, or where nothing was found to `otherwise`."""
    position = str(happenings[-1].position if happenings else otherwise)
    Subscription.objects.filter(pk__in=[each.pk for each in group]).update(position=position)


def _restart(subscription: Subscription, head: Head, reading: ReadTransaction, now: datetime) -> None:
    """What waits belongs to a history that is gone; the receiver syncs anew."""
    subscription.deliveries.filter(state=Delivery.State.WAITING).update(state=Delivery.State.GIVEN_UP)
    begin(subscription, now)
    subscription.line = schedule.another_front(subscription.line, now)
    _write([subscription], [_between_steps(events.RESTARTED, head, reading, subscription)], now)
    subscription.save(update_fields=["epoch", "position", "due_at", "failures"])
