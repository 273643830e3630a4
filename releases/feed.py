"""What changed for readers, step by step: each step is a whole release, or a whole switch of validity periods."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Literal, NamedTuple

from django.db.models import Q

from releases.models import NO_PERIODS, DocumentVersion, Release, Switch
from releases.position import Position, instant_text
from releases.reading import Period, StoredDocument, Withdrawn, from_milliseconds, milliseconds, stored

STEPS = 100
TICK = timedelta(milliseconds=1)

Address = tuple[str, str, str, str]
Shown = StoredDocument | Withdrawn


@dataclass(frozen=True)
class Change:
    """What became of one document: `digest` is what it says from `effective_at` on, None when it says nothing.

    `upcoming` are the periods that follow, so that a reader can have them before they start.
    """

    channel: str
    kind: str
    key: str
    locale: str
    action: Literal["created", "changed", "withdrawn"]
    digest: str | None
    effective_at: datetime
    upcoming: tuple[Period, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "channel": self.channel,
            "kind": self.kind,
            "key": self.key,
            "locale": self.locale,
            "action": self.action,
            "digest": self.digest,
            "effectiveAt": instant_text(self.effective_at),
            "upcoming": [
                {"effectiveAt": instant_text(starts), "digest": digest} for starts, digest in self.upcoming if starts
            ],
        }


class Step(NamedTuple):
    """All that readers see change when they come to `position`, in order of channel, locale, kind and key."""

    position: Position
    changes: tuple[Change, ...]


def position_of(release: int) -> Position | None:
    """A bare release number means: as that release was published. None when there is no such release."""
    created_at = Release.objects.filter(number=release).values_list("created_at", flat=True).first()
    return None if created_at is None else Position(release, created_at)


def changes_of(number: int, channels: Collection[str] | None = None) -> list[Change]:
    """What a release changed, at the moment at which it was published."""
    published = position_of(number)
    return [] if published is None else _released(published, channels)


def steps(channels: Collection[str], since: Position, now: datetime, limit: int = STEPS) -> list[Step]:
    """At most `limit` steps after `since`, up to `now`, those that change something in `channels`.

    A reader that is further in time than a release that it has not seen yet, gets that release at its own instant.
    """
    positions = _positions(channels, since, now)
    found = (Step(position, tuple(_changes(position, since, channels))) for position in sorted(positions))
    return list(islice((step for step in found if step.changes), limit))


def next_switch(channels: Collection[str], after: datetime) -> datetime | None:
    """The first instant after `after` at which a current document switches."""
    rows = _switches(channels).filter(version__release_until=None, instant__gt=milliseconds(after))
    return from_milliseconds(rows.order_by("instant").values_list("instant", flat=True).first())


def _positions(channels: Collection[str], since: Position, now: datetime) -> set[Position]:
    instants = dict(
        Release.objects.filter(number__gt=since.release, created_at__lte=now).values_list("number", "created_at")
    )
    changed = set(
        DocumentVersion.objects.filter(release_from__gt=since.release, channel__in=channels)
        .values_list("release_from", flat=True)
        .distinct()
    )
    releases = {Position(number, max(instants[number], since.instant)) for number in changed & instants.keys()}
    return releases | _switch_positions(channels, since, now)


def _switch_positions(channels: Collection[str], since: Position, now: datetime) -> set[Position]:
    """Of documents that were current, in the release of that moment, when their next period started."""
    span = (milliseconds(since.instant + TICK), milliseconds(now.astimezone(UTC)))
    found = set()
    for instant in _switches(channels).filter(instant__range=span).values_list("instant", flat=True).distinct():
        moment = from_milliseconds(instant)
        number = Release.objects.filter(created_at__lte=moment).order_by("-number").values_list("number").first()
        if moment and number and _switched(Position(max(number[0], since.release), moment), channels):
            found.add(Position(max(number[0], since.release), moment))
    return found


def _changes(position: Position, since: Position, channels: Collection[str]) -> list[Change]:
    """A release and a switch of other documents may fall on one instant: then they are one step."""
    released = _released(position, channels) if _is_release(position, since) else []
    addresses = {(change.channel, change.kind, change.key, change.locale) for change in released}
    switched = [change for change in _switched(position, channels) if _address(change) not in addresses]
    return sorted(released + switched, key=lambda each: (each.channel, each.locale, each.kind, each.key))


def _is_release(position: Position, since: Position) -> bool:
    if position.release <= since.release:
        return False
    published = position_of(position.release)
    return published is not None and position.instant == max(published.instant, since.instant)


def _released(position: Position, channels: Collection[str] | None) -> list[Change]:
    rows = DocumentVersion.objects.filter(release_from=position.release)
    ended = DocumentVersion.objects.filter(release_until=position.release).exclude(periods=NO_PERIODS)
    if channels is not None:
        rows, ended = rows.filter(channel__in=channels), ended.filter(channel__in=channels)
    told_before = {row.address for row in ended}
    ordered = rows.order_by("channel", "locale", "kind", "key")
    return [_change(stored(row), row.address in told_before, position.instant) for row in ordered]


def _switched(position: Position, channels: Collection[str]) -> list[Change]:
    rows = _switches(channels).filter(instant=milliseconds(position.instant))
    current = rows.filter(version__release_from__lte=position.release).filter(
        Q(version__release_until=None) | Q(version__release_until__gt=position.release)
    )
    versions = [stored(switch.version) for switch in current.select_related("version")]
    return [_change(version, _told_before(version, position.instant), position.instant) for version in versions]


def _switches(channels: Collection[str]) -> Any:
    return Switch.objects.filter(version__channel__in=channels)


def _told_before(version: Shown, instant: datetime) -> bool:
    return isinstance(version, StoredDocument) and version.digest_at(instant - TICK) is not None


def _change(version: Shown, told_before: bool, at: datetime) -> Change:
    address = (version.channel, version.kind, version.key, version.locale)
    if isinstance(version, Withdrawn):
        return Change(*address, "withdrawn", None, at)
    upcoming = tuple(period for period in version.periods if period.starts and period.starts > at)
    return Change(*address, "changed" if told_before else "created", version.digest_at(at), at, upcoming)


def _address(change: Change) -> Address:
    return change.channel, change.kind, change.key, change.locale
