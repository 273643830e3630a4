"""The steps of the feed as the tables have them, by plain queries: what the copy tells is held against this.

A step has one position, whoever asks: a release stands at the instant of its publication, a switch in the release that
was the newest at its instant. What was published late, at an instant that readers had passed, comes with the switches
since.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Q

from releases.core.changes import Change, released, switched, unpacked
from releases.core.position import TICK, Position, from_milliseconds, milliseconds
from releases.models import ChannelRelease, DocumentVersion, Release, Switch
from releases.models.releases import NO_PERIODS


class Step(NamedTuple):
    """All that readers see change when they come to `position`, in order of channel, locale, kind and key."""

    position: Position
    changes: tuple[Change, ...]


def steps(channels: Collection[str], since: Position, now: datetime, limit: int = 100) -> list[Step]:
    """At most `limit` steps after `since`, up to `now`, those that change something in `channels`."""
    positions = heapq.merge(_releases(channels, since), _switch_positions(channels, since, now))
    later = (position for position, _ in groupby(positions) if position > since)
    found = (Step(position, tuple(_changes(position, channels))) for position in later)
    return list(islice((step for step in found if step.changes), limit))


def _releases(channels: Collection[str], since: Position) -> Iterator[Position]:
    """The releases that change `channels`."""
    links = ChannelRelease.objects.filter(channel__in=channels, release_id__gte=since.release).order_by("release_id")
    rows = links.values_list("release_id", "release__created_at").distinct()
    return (Position(*row) for row in rows.iterator())


def _switch_positions(channels: Collection[str], since: Position, now: datetime) -> Iterator[Position]:
    """The instants at which a document may switch, each in the release that was the newest then."""
    rows = Release.objects.filter(number__gte=since.release).order_by("number").values_list("number", "created_at")
    published = [Position(*row) for row in rows]
    # What was published after `since`, but at an earlier instant, has its switches from there on.
    starts = min([since.instant + TICK, *(each.instant for each in published if each.release > since.release)])
    span = milliseconds(starts), milliseconds(now)
    instants = _switches(channels).filter(instant__range=span).order_by("instant").values_list("instant", flat=True)
    for at in map(from_milliseconds, instants.distinct().iterator()):
        if passed := bisect_right(published, at, key=attrgetter("instant")):
            yield Position(published[passed - 1].release, at)


def _changes(position: Position, channels: Collection[str]) -> list[Change]:
    """A release and a switch of other documents may fall on one instant: then they are one step.

    When several releases do, the switch is told once, with the last of them.
    """
    published = Release.objects.filter(number=position.release, created_at=position.instant).exists()
    later = Release.objects.filter(number__gt=position.release, created_at__lte=position.instant)
    switched = () if later.exists() else _switched(position, channels)
    found = [*(_released(position, channels) if published else ()), *switched]
    return sorted(found, key=lambda each: (each.channel, each.locale, each.kind, each.key))


def _released(position: Position, channels: Collection[str]) -> list[Change]:
    versions = DocumentVersion.objects.filter(channel__in=channels)
    rows, ended = versions.filter(release_from=position.release), versions.filter(release_until=position.release)
    ended = ended.exclude(periods=NO_PERIODS)
    told_before = {row.address for row in ended}
    ordered = rows.order_by("channel", "locale", "kind", "key")
    return [
        released(row.address, unpacked(row.periods), row.address in told_before, position.instant) for row in ordered
    ]


def _switched(position: Position, channels: Collection[str]) -> list[Change]:
    """Of documents that are current in that release."""
    rows = _switches(channels).filter(instant=milliseconds(position.instant))
    current = rows.filter(version__release_from__lte=position.release).filter(
        Q(version__release_until=None) | Q(version__release_until__gt=position.release)
    )
    versions = (switch.version for switch in current.select_related("version"))
    return [switched(version.address, unpacked(version.periods), position.instant) for version in versions]


def _switches(channels: Collection[str]) -> Any:
    return Switch.objects.filter(version__channel__in=channels)
