"""Open or closed on a day and at an instant: what opening hours say, less the stops that touch them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from releases.core.intervals import bounds_of, contains, end_after, on_day
from releases.core.periods import AMSTERDAM, civil_day, starts_of
from releases.facts.opening_hours import OpeningHours, OpenPeriod, Stop, Stops, Times
from releases.facts.recurrence import applies_on
from releases.facts.values import Access, LocaleText

# How far ahead an opening is looked for, and how long one may go on before it counts as without end.
HORIZON_DAYS = 400
LONGEST_DAYS = 7
ALL_DAY: Times = ((time(), time(), "walkIn"),)
NO_REASON: LocaleText = {}
Cause = Literal["", "exception", "closure", "rule", "holiday", "season", "stop"]
Planned = tuple[Times, LocaleText, Cause]


@dataclass(frozen=True)
class Open:
    """Open from `opens` until `closes` (exclusive)."""

    opens: datetime
    closes: datetime
    access: Access


@dataclass(frozen=True)
class DayPlan:
    """The openings that begin on a day, in order; `cause` and `reason` say why it differs from the usual week."""

    day: date
    openings: tuple[Open, ...]
    reason: LocaleText
    cause: Cause = ""


def day_plan(hours: OpeningHours, day: date, stops: Stops = ()) -> DayPlan:
    times, reason, cause = _times_on(hours, day)
    openings = sorted((_opening(day, *each) for each in times), key=lambda opening: opening.opens)
    stop = on_day(stops, day)
    running = tuple(_running(openings, stops))
    return DayPlan(day, running, stop.reason, "stop") if stop else DayPlan(day, running, reason, cause)


def usual_pattern(hours: OpeningHours, day: date) -> tuple[OpenPeriod, ...]:
    """The usual week that holds on `day`."""
    begun = [week for week in hours.weeks if week.valid_from is None or week.valid_from <= day]
    return begun[-1].pattern if begun else hours.pattern


def usual_times(pattern: Iterable[OpenPeriod], day: date) -> Times:
    return tuple((row.opens, row.closes, row.access) for row in pattern if row.weekday == day.isoweekday())


def is_open(hours: OpeningHours, instant: datetime, stops: Stops = ()) -> bool:
    return any(_holds(opening, instant) for opening in _openings(hours, instant, 1, stops))


def next_opening(hours: OpeningHours, instant: datetime, stops: Stops = ()) -> Open | None:
    """The opening that holds at `instant`, or else the first after it; None when there is none within the horizon."""
    now = instant.astimezone(UTC)
    return next((each for each in _openings(hours, now, HORIZON_DAYS, stops) if now < each.closes), None)


def openings_at(hours: OpeningHours, instant: datetime, stops: Stops = ()) -> list[Open]:
    """The openings that hold at `instant`, or else those that begin first after it."""
    first = next_opening(hours, instant, stops)
    if first is None:
        return []
    reached = max(first.opens, instant.astimezone(UTC))
    return [each for each in _openings(hours, reached, 1, stops) if _holds(each, reached)]


def open_until(hours: OpeningHours, opening: Open, stops: Stops = (), *, any_access: bool = False) -> datetime | None:
    """The end of `opening` and of what follows it without a pause, of the same access or any; None: without end."""
    end, longest = opening.closes, opening.opens.astimezone(UTC) + timedelta(days=LONGEST_DAYS - 1)
    for each in _openings(hours, opening.opens, LONGEST_DAYS, stops):
        reached = end.astimezone(UTC)
        if (any_access or each.access == opening.access) and each.opens <= reached < each.closes:
            end = each.closes
    return end if end < longest else None


def weekday_times(hours: OpeningHours, day: date) -> Planned:
    """As the weekday and its week say, whatever the date."""
    for rule in hours.rules:
        if rule.weeks and applies_on(rule, day):
            return rule.times, rule.label, "rule"
    for season in hours.seasons:
        times = usual_times(season.pattern, day)
        if contains((season.first, end_after(season.last)), day) and (times or season.replaces_week):
            return times, season.label, "season"
    return usual_times(usual_pattern(hours, day), day), NO_REASON, ""


def _times_on(hours: OpeningHours, day: date) -> Planned:
    if hours.always_open:
        return ALL_DAY, NO_REASON, ""
    for exception in hours.exceptions:
        if exception.day == day:
            return exception.times, exception.reason, "exception"
    for closure in hours.closures:
        if contains((closure.first, end_after(closure.last) if closure.last else None), day):
            return (), closure.reason, "closure"
    for rule in hours.rules:
        if rule.weeks is None and applies_on(rule, day):
            return rule.times, rule.label, "rule"
    for holiday in hours.holidays:
        if holiday.day == day:
            return (), holiday.name, "holiday"
    return weekday_times(hours, day)


def _openings(hours: OpeningHours, instant: datetime, days: int, stops: Stops) -> Iterator[Open]:
    """Those of the day before, which may go on past midnight, and of some days from that of `instant` on."""
    first = civil_day(instant)
    for ahead in range(-1, days):
        yield from day_plan(hours, first + timedelta(days=ahead), stops).openings


def _running(openings: Iterable[Open], stops: Stops) -> Iterator[Open]:
    """What begins in a stop is closed; what runs into one ends there. The clock may skip a whole opening."""
    for opening in openings:
        if opening.opens < opening.closes and not any(contains(_instants(stop), opening.opens) for stop in stops):
            starts = [starts_of(stop.valid_from) for stop in stops if stop.valid_from]
            ends = [start for start in starts if opening.opens < start < opening.closes]
            yield replace(opening, closes=min(ends).astimezone(AMSTERDAM)) if ends else opening


def _instants(stop: Stop) -> tuple[datetime | None, datetime | None]:
    first, end = bounds_of(stop)
    return starts_of(first) if first else None, starts_of(end) if end else None


def _holds(opening: Open, instant: datetime) -> bool:
    return contains((opening.opens, opening.closes), instant.astimezone(UTC))


def _opening(day: date, opens: time, closes: time, access: Access) -> Open:
    last = day if closes > opens else day + timedelta(days=1)
    return Open(_local(day, opens), _local(last, closes), access)


def _local(day: date, clock: time) -> datetime:
    """A time that the clock skips is the moment at which it is put forward; of one that comes twice the first."""
    found = datetime.combine(day, clock, AMSTERDAM)
    skipped = found.replace(fold=1).utcoffset() or timedelta()
    ahead = skipped - (found.utcoffset() or timedelta())
    return found.replace(minute=0) + ahead if ahead > timedelta() else found
