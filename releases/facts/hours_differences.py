"""Days ahead on which opening hours differ from the usual week, each with its name; what is over is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from releases.core.intervals import end_after, meet
from releases.facts.hours import DayPlan, day_plan, weekday_times
from releases.facts.opening_hours import OpeningHours, OpenPeriod, Stops, Times
from releases.facts.values import LocaleText

DAYS_AHEAD = 56


@dataclass(frozen=True)
class Difference:
    """From `first` up to and including `last`; None is open. `pattern` is that of a season or a new week."""

    first: date | None
    last: date | None
    name: LocaleText
    times: Times = ()
    pattern: tuple[OpenPeriod, ...] | None = None
    is_new_week: bool = False
    is_stop: bool = False


def differences_ahead(hours: OpeningHours, day: date, stops: Stops = (), days: int = DAYS_AHEAD) -> list[Difference]:
    """In order of their first day: those of `days` days from `day` on."""
    end = day + timedelta(days=days)
    found = [*_stops(stops), *(() if hours.always_open else _of_hours(hours, day, end, stops))]
    ahead = (each for each in found if meet((each.first, end_after(each.last) if each.last else None), (day, end)))
    return sorted(ahead, key=lambda each: each.first or date.min)


def _stops(stops: Stops) -> Iterator[Difference]:
    for stop in stops:
        last = stop.valid_until - timedelta(days=1) if stop.valid_until else None
        yield Difference(stop.valid_from, last, stop.reason, is_stop=True)


def _of_hours(hours: OpeningHours, day: date, end: date, stops: Stops) -> Iterator[Difference]:
    for closure in hours.closures:
        yield Difference(closure.first, closure.last, closure.reason)
    for season in hours.seasons:
        yield Difference(season.first, season.last, season.label, pattern=season.pattern)
    for week in hours.weeks:
        if week.valid_from and week.valid_from > day:
            yield Difference(week.valid_from, None, {}, pattern=week.pattern, is_new_week=True)
    for ahead in range((end - day).days):
        yield from _of_day(hours, day_plan(hours, day + timedelta(days=ahead), stops))


def _of_day(hours: OpeningHours, plan: DayPlan) -> Iterator[Difference]:
    """A holiday on a day that is closed anyway changes nothing."""
    if plan.cause in ("exception", "rule") or (plan.cause == "holiday" and weekday_times(hours, plan.day)[0]):
        yield Difference(plan.day, plan.day, plan.reason, times_of(plan))


def times_of(plan: DayPlan) -> Times:
    return tuple((each.opens.time(), each.closes.time(), each.access) for each in plan.openings)
