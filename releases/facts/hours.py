"""Open or closed: an exception goes before a holiday, a holiday before a season, a season before the pattern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from releases.core.intervals import contains, end_after
from releases.core.periods import AMSTERDAM, civil_day
from releases.facts.opening_hours import OpeningHours, OpenPeriod
from releases.facts.values import Access, LocaleText

# How far ahead an opening is looked for.
HORIZON_DAYS = 400


@dataclass(frozen=True)
class Open:
    """Open from `opens` until `closes` (exclusive)."""

    opens: datetime
    closes: datetime
    access: Access


@dataclass(frozen=True)
class DayPlan:
    """A day's openings, in order; `reason` says why it differs from the pattern."""

    day: date
    openings: tuple[Open, ...]
    reason: LocaleText


NO_REASON: LocaleText = {}


def day_plan(hours: OpeningHours, day: date) -> DayPlan:
    if hours.always_open:
        return DayPlan(day, (_always(day),), NO_REASON)
    for exception in hours.exceptions:
        if exception.day == day:
            periods = tuple(OpenPeriod(day.isoweekday(), *times) for times in exception.times)
            return _plan(day, periods, exception.reason)
    for holiday in hours.holidays:
        if holiday.day == day:
            return DayPlan(day, (), holiday.name)
    for season in hours.seasons:
        if contains((season.first, end_after(season.last)), day):
            return _plan(day, season.pattern, season.label)
    return _plan(day, hours.pattern, NO_REASON)


def is_open(hours: OpeningHours, instant: datetime) -> bool:
    now = instant.astimezone(UTC)
    return any(contains((opening.opens, opening.closes), now) for opening in day_plan(hours, civil_day(now)).openings)


def next_opening(hours: OpeningHours, instant: datetime) -> Open | None:
    """The opening that holds at `instant`, or else the first after it; None when there is none within the horizon."""
    now = instant.astimezone(UTC)
    first = civil_day(now)
    days = (first + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))
    openings = (opening for day in days for opening in day_plan(hours, day).openings)
    return next((opening for opening in openings if now < opening.closes), None)


def _plan(day: date, periods: Iterable[OpenPeriod], reason: LocaleText) -> DayPlan:
    of_day = (period for period in periods if period.weekday == day.isoweekday())
    openings = (Open(_local(day, period.opens), _local(day, period.closes), period.access) for period in of_day)
    return DayPlan(day, tuple(sorted(openings, key=lambda opening: opening.opens)), reason)


def _always(day: date) -> Open:
    return Open(_local(day, time()), _local(day + timedelta(days=1), time()), "walkIn")


def _local(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, AMSTERDAM)
