"""Writes down what subscribers will be told: inside the publish itself, or by the worker when a switch has come.

The steps of the feed are the truth and a subscription's position says how far it came, so what is written twice, late
or by another worker is the same: nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from api.webhooks import events, schedule
from api.webhooks.events import Sender, StepEvent
from api.webhooks.models import Delivery, Subscription
from releases.position import Position
from releases.storage import change_counts, feed, reader
from releases.storage.scoped import scoped_releases
from releases.store import Head, Release

logger = logging.getLogger(__name__)


def sender() -> Sender:
    return Sender(f"urn:nld:oin:{settings.HUB_OIN}:systeem:{settings.HUB_SYSTEM}", settings.BASE_URL)


def write_release(release: Release, **_: Any) -> None:
    """Part of the publish. Whoever is further behind is left to the worker, so that a publish never waits for that."""
    head, known = reader.head(), dict[Any, list[StepEvent]]()
    for subscription in _locked().filter(off="", epoch=head.hub).order_by("pk"):
        since = subscription.place
        if since.release == release.number - 1:
            asked = (tuple(subscription.channels), since)
            if asked not in known:
                known[asked] = _at_release(release, head, *asked)
            _write(subscription, known[asked], release.created_at)
            _move(subscription, Position(release.number, max(since.instant, release.created_at)), known[asked])


def write_due(now: datetime) -> None:
    """What no publish wrote: switches, what came while a webhook was off, and a new epoch."""
    head = reader.head()
    for subscription in Subscription.objects.filter(off=""):
        if _is_behind(subscription, head, now):
            try:
                catch_up(subscription.pk, now)
            except Exception:
                logger.exception("The worker could not write what webhook %s is told", subscription.pk)


@transaction.atomic
def catch_up(pk: int, now: datetime) -> None:
    """The next hundred steps at most."""
    head = reader.head()
    subscription = _locked().filter(pk=pk, off="").first()
    if subscription is not None and subscription.epoch != head.hub:
        _restart(subscription, head, now)
    elif subscription is not None:
        since = subscription.place
        found = _steps(head, subscription.channels, since, now)
        _write(subscription, found, now)
        _move(subscription, Position(max(head.number, since.release), since.instant), found)


def begin(subscription: Subscription, now: datetime) -> None:
    """It hears what comes after now; what is there already it reads by itself."""
    head = reader.head()
    subscription.epoch, subscription.position = head.hub, str(Position(head.number, now))


def test_event(subscription: Subscription, now: datetime) -> Delivery:
    """Stands outside the order and is tried once, also when the webhook is off."""
    happening = _happening(events.TEST, reader.head(), subscription.channels, subscription.place)
    return _delivery(subscription, happening, now)


def _locked() -> Any:
    return Subscription.objects.select_for_update()


def _is_behind(subscription: Subscription, head: Head, now: datetime) -> bool:
    place = subscription.place
    if subscription.epoch != head.hub or place.release < head.number:
        return True
    switch = feed.next_switch(subscription.channels, place.instant)
    return switch is not None and switch <= now


def _at_release(release: Release, head: Head, channels: Sequence[str], since: Position) -> list[StepEvent]:
    """Past the feed where that is certain to give this one step: it would read all documents of a large one."""
    if change_counts.has_switch(channels, since.instant, release.created_at):
        return _steps(head, channels, since, release.created_at)
    count = change_counts.changed_documents(release.number, channels)
    if count == 0:
        return []
    changes = feed.changes_of(release.number, channels) if count <= events.MOST_CHANGES else None
    position = Position(release.number, release.created_at)
    return [_happening(events.PUBLISHED, head, channels, position, since=since, count=count, changes=changes)]


def _steps(head: Head, channels: Sequence[str], since: Position, now: datetime) -> list[StepEvent]:
    found = []
    for position, changes in feed.steps(channels, since, now):
        kind = events.PUBLISHED if feed.position_of(position.release) == position else events.SWITCHED
        found.append(_happening(kind, head, channels, position, since=since, count=len(changes), changes=changes))
        since = position
    return found


def _happening(kind: str, head: Head, channels: Sequence[str], position: Position, **told: Any) -> StepEvent:
    release = reader.release(position.release)
    links = scoped_releases([release], channels)[0].channels if release else {}
    digests = {name: links[name].digest if name in links else None for name in channels}
    return StepEvent(kind, head.hub, position, digests, **told)


def _write(subscription: Subscription, happenings: Iterable[StepEvent], now: datetime) -> None:
    wanted = (each for each in happenings if each.kind in (*subscription.kinds, events.RESTARTED))
    Delivery.objects.bulk_create(_delivery(subscription, each, now) for each in wanted)


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


def _move(subscription: Subscription, otherwise: Position, happenings: Sequence[StepEvent]) -> None:
    """To the last step that was found, or where nothing was found to `otherwise`."""
    subscription.position = str(happenings[-1].position if happenings else otherwise)
    subscription.save(update_fields=["position"])


def _restart(subscription: Subscription, head: Head, now: datetime) -> None:
    """What waits belongs to a history that is gone; the receiver syncs anew."""
    subscription.deliveries.filter(state=Delivery.State.WAITING).update(state=Delivery.State.GIVEN_UP)
    begin(subscription, now)
    subscription.line = schedule.another_front(subscription.line, now)
    _write(subscription, [_happening(events.RESTARTED, head, subscription.channels, subscription.place)], now)
    subscription.save(update_fields=["epoch", "position", "due_at", "failures"])
