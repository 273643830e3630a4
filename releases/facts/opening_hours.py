"""Opening hours: usual weeks with their first days, and what differs from them in a season, by a rule or on a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from releases.facts.values import Access, LocaleText, Value

# (opens, closes, access) on one day: a time that is not after `opens` lies on the next day, 00:00 is its end.
Times = tuple[tuple[time, time, Access], ...]
RuleWeeks = Literal["first", "second", "third", "fourth", "last", "even", "odd"]


@dataclass(frozen=True)
class OpenPeriod:
    """Open on a weekday (1 Monday … 7 Sunday) from `opens` until `closes`, local time, as in `Times`."""

    weekday: int
    opens: time
    closes: time
    access: Access


@dataclass(frozen=True)
class UsualWeek:
    """Holds from `valid_from` until the next one; None: from the beginning."""

    valid_from: date | None
    pattern: tuple[OpenPeriod, ...]


@dataclass(frozen=True)
class Season:
    """From `first` up to and including `last`: replaces the week, or only the weekdays that its pattern names."""

    first: date
    last: date
    label: LocaleText
    pattern: tuple[OpenPeriod, ...]
    replaces_week: bool = True


@dataclass(frozen=True)
class RecurringRule:
    """Hours of a weekday in some weeks, or of a date in each year; closed when there are no times.

    `weeks` counts the weekday in its month, or takes the number of the ISO week. `first` and `last` may bound it.
    """

    label: LocaleText
    times: Times
    weeks: RuleWeeks | None = None
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Closure:
    """Closed from `first` up to and including `last`; None: until further notice."""

    first: date
    last: date | None
    reason: LocaleText


@dataclass(frozen=True)
class DatedException:
    """One date that differs; closed when there are no times."""

    day: date
    reason: LocaleText
    times: Times = ()


@dataclass(frozen=True)
class Holiday:
    day: date
    name: LocaleText


@dataclass(frozen=True)
class Stop:
    """Closed from `valid_from` until `valid_until` (exclusive) by the availability of a location, product or route.

    No part of opening hours: who computes with hours gives the stops that touch them.
    """

    valid_from: date | None = None
    valid_until: date | None = None
    reason: LocaleText = field(default_factory=dict)


Stops = Sequence[Stop]


@dataclass(frozen=True)
class OpeningHours(Value):
    """In order: an exception, a closure, a rule by date, a holiday, a rule by weekday, a season, the usual week.

    `pattern` is the usual week of this value; `weeks` are all usual weeks, when there are several.
    """

    channel: Literal["desk", "phone", "email", "website", "chat"]
    location: str | None
    pattern: tuple[OpenPeriod, ...]
    seasons: tuple[Season, ...] = ()
    exceptions: tuple[DatedException, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    always_open: bool = False
    when_closed: LocaleText = field(default_factory=dict)
    weeks: tuple[UsualWeek, ...] = ()
    rules: tuple[RecurringRule, ...] = ()
    closures: tuple[Closure, ...] = ()
