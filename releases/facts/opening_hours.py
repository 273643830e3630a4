"""Opening hours: the usual week, and what differs from it in a season, on a date or on a holiday."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from releases.facts.values import Access, LocaleText, Value


@dataclass(frozen=True)
class OpenPeriod:
    """Open on a weekday (1 Monday … 7 Sunday) from `opens` until `closes`, local time."""

    weekday: int
    opens: time
    closes: time
    access: Access


@dataclass(frozen=True)
class Season:
    """Replaces the pattern from `first` up to and including `last`."""

    first: date
    last: date
    label: LocaleText
    pattern: tuple[OpenPeriod, ...]


@dataclass(frozen=True)
class DatedException:
    """One date that differs; closed when there are no times. Each time: (opens, closes, access)."""

    day: date
    reason: LocaleText
    times: tuple[tuple[time, time, Access], ...] = ()


@dataclass(frozen=True)
class Holiday:
    day: date
    name: LocaleText


@dataclass(frozen=True)
class OpeningHours(Value):
    """An exception goes before a holiday, a holiday before a season, a season before the pattern."""

    channel: Literal["desk", "phone", "email", "website", "chat"]
    location: str | None
    pattern: tuple[OpenPeriod, ...]
    seasons: tuple[Season, ...] = ()
    exceptions: tuple[DatedException, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    always_open: bool = False
    when_closed: LocaleText = field(default_factory=dict)
