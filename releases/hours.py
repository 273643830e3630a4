"""Open or closed: an exception goes before a holiday, a holiday before a season, a season before the pattern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from releases.periods import AMSTERDAM
from releases.values import LocaleText, OpeningHours, OpenPeriod

# How far ahead an opening is looked for.
HORIZON_DAYS = 400


@dataclass(frozen=True)
class Open:
    """Open from `opens` until `closes` (exclusive)."""

    opens: datetime
    closes: datetime
    access: str


@dataclass(frozen=True)
class DayPlan:
    """A day's openings, in order; `reason` says why it differs from the pattern."""

    day: date
    openings: tuple[Open, ...]
    reason: LocaleText


NO_REASON: Mapping[str, str] = {}


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
        if season.first <= day <= season.last:
            return _plan(day, season.pattern, season.label)
    return _plan(day, hours.pattern, NO_REASON)


def is_open(hours: OpeningHours, instant: datetime) -> bool:
    return any(
        opening.opens <= instant < opening.closes
        for opening in day_plan(hours, instant.astimezone(AMSTERDAM).date()).openings
    )


def next_opening(hours: OpeningHours, instant: datetime) -> Open | None:
    """The opening that holds at `instant`, or else the first after it; None when there is none within the horizon."""
    first = instant.astimezone(AMSTERDAM).date()
    days = (first + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))
    openings = (opening for day in days for opening in day_plan(hours, day).openings)
    return next((opening for opening in openings if instant < opening.closes), None)


def _plan(day: date, periods: tuple[OpenPeriod, ...], reason: LocaleText) -> DayPlan:
    of_day = [period for period in periods if period.weekday == day.isoweekday()]
    openings = [
        Open(
            datetime.combine(day, period.opens, AMSTERDAM),
            datetime.combine(day, period.closes, AMSTERDAM),
            period.access,
        )
        for period in of_day
    ]
    return DayPlan(day, tuple(sorted(openings, key=lambda opening: opening.opens)), reason)


def _always(day: date) -> Open:
    starts = datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)
    tomorrow = day + timedelta(days=1)
    return Open(starts, datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=AMSTERDAM), "walkIn")
