"""Change of one document at a release or at a switch, as readers are told: the same for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import orjson

from releases.core.intervals import at_instant
from releases.core.position import from_milliseconds, instant_text

Address = tuple[str, str, str, str]


class Period(NamedTuple):
    """The content from `starts` (None: from the beginning) until the next period."""

    starts: datetime | None
    digest: str


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


def unpacked(periods: str) -> tuple[Period, ...]:
    """From how a version of a document stores them: [[start in milliseconds or null, digest], …]."""
    rows = orjson.loads(periods)
    return tuple(Period(None if starts is None else from_milliseconds(starts), digest) for starts, digest in rows)


def released(address: Address, periods: Sequence[Period], told_before: bool, at: datetime) -> Change:
    """At its release; `told_before`: the release before had this document. No periods: it is withdrawn."""
    if not periods:
        return Change(*address, "withdrawn", None, at)
    return _change(address, periods, told_before, at)


def switched(address: Address, periods: Sequence[Period], at: datetime) -> Change:
    """At the start of one of its periods, not the first that it ever has."""
    told_before = any(starts is None or starts < at for starts, _ in periods)
    return _change(address, periods, told_before, at)


def switches(periods: Sequence[Period], after: datetime) -> Iterator[datetime]:
    """The instants after `after` at which a next period starts."""
    return (starts for starts, _ in periods if starts is not None and starts > after)


def digest_at(periods: Sequence[Period], instant: datetime) -> str | None:
    """The content at `instant`; None before the first period."""
    span = at_instant(periods, instant)
    return span.content if span else None


def _change(address: Address, periods: Sequence[Period], told_before: bool, at: datetime) -> Change:
    upcoming = tuple(period for period in periods if period.starts is not None and period.starts > at)
    return Change(*address, "changed" if told_before else "created", digest_at(periods, at), at, upcoming)
