"""Opening hours of an openingHours fact, on a day and at an instant: the hub's pure rules, mirrored on its JSON.

On a day holds the first of: an exception, a closure, a rule by date, a holiday, a rule by weekday, a season, the usual
week. Stops of availability close it. The hub runs the same cases: frontend-contract/vectors/hours.json.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clients.shared.hub.visit import AMSTERDAM

Hours = Mapping[str, Any]
Row = Mapping[str, Any]
Stops = Sequence[Row]
HORIZON_DAYS, LONGEST_DAYS = 400, 7
NUMBERED = ("first", "second", "third", "fourth")
ALL_DAY = ({"opens": "00:00", "closes": "24:00", "access": "walkIn"},)


@dataclass(frozen=True)
class Opening:
    """Open from `opens` until `closes` (exclusive)."""

    opens: datetime
    closes: datetime
    access: str


@dataclass(frozen=True)
class DayPlan:
    """The openings that begin on a day, in order; `cause` and `reason` say why it differs from the usual week."""

    day: date
    openings: tuple[Opening, ...]
    reason: str = ""
    cause: str = ""


def day_plan(hours: Hours, day: date, stops: Stops = ()) -> DayPlan:
    rows, reason, cause = _rows_on(hours, day)
    openings = sorted((_opening(day, row) for row in rows), key=lambda opening: opening.opens)
    running = tuple(_running(openings, stops))
    stop = next((stop for stop in stops if holds(stop, day)), None)
    return DayPlan(day, running, stop["reason"], "stop") if stop else DayPlan(day, running, reason, cause)


def weekday_rows(hours: Hours, day: date) -> tuple[Sequence[Row], str, str]:
    """As the weekday and its week say, whatever the date."""
    for rule in hours.get("rules", ()):
        if rule["weeks"] and _applies(rule, day):
            return rule["times"], rule["label"], "rule"
    for season in hours["seasons"]:
        rows = _of_weekday(season["pattern"], day)
        if season["first"] <= day.isoformat() <= season["last"] and (rows or season.get("replacesWeek", True)):
            return rows, season["label"], "season"
    begun = [week for week in hours.get("weeks", ()) if (week["validFrom"] or "") <= day.isoformat()]
    return _of_weekday(begun[-1]["pattern"] if begun else hours["pattern"], day), "", ""


def is_open(hours: Hours, instant: datetime, stops: Stops = ()) -> bool:
    return any(_is_during(each, instant) for each in _openings(hours, instant, 1, stops))


def next_opening(hours: Hours, instant: datetime, stops: Stops = ()) -> Opening | None:
    """The opening that holds at `instant`, or else the first after it; None when there is none within the horizon."""
    now = instant.astimezone(UTC)
    return next((each for each in _openings(hours, now, HORIZON_DAYS, stops) if now < each.closes), None)


def openings_at(hours: Hours, instant: datetime, stops: Stops = ()) -> list[Opening]:
    """The openings that hold at `instant`, or else those that begin first after it."""
    first = next_opening(hours, instant, stops)
    if first is None:
        return []
    reached = max(first.opens, instant.astimezone(UTC))
    return [each for each in _openings(hours, reached, 1, stops) if _is_during(each, reached)]


def open_until(hours: Hours, opening: Opening, stops: Stops = (), *, any_access: bool = False) -> datetime | None:
    """The end of `opening` and of what follows it without a pause, of the same access or any; None: without end."""
    end, longest = opening.closes, opening.opens.astimezone(UTC) + timedelta(days=LONGEST_DAYS - 1)
    for each in _openings(hours, opening.opens, LONGEST_DAYS, stops):
        reached = end.astimezone(UTC)
        if (any_access or each.access == opening.access) and each.opens <= reached < each.closes:
            end = each.closes
    return end if end < longest else None


def holds(stop: Row, day: date) -> bool:
    first, end, iso = stop["validFrom"], stop["validUntil"], day.isoformat()
    return (first is None or first <= iso) and (end is None or iso < end)


def _rows_on(hours: Hours, day: date) -> tuple[Sequence[Row], str, str]:
    if hours["alwaysOpen"]:
        return ALL_DAY, "", ""
    iso = day.isoformat()
    for exception in hours["exceptions"]:
        if exception["date"] == iso:
            return exception["times"], exception["reason"], "exception"
    for closure in hours.get("closures", ()):
        if closure["first"] <= iso and (closure["last"] is None or iso <= closure["last"]):
            return (), closure["reason"], "closure"
    for rule in hours.get("rules", ()):
        if not rule["weeks"] and _applies(rule, day):
            return rule["times"], rule["label"], "rule"
    for holiday in hours["holidays"]:
        if holiday["date"] == iso:
            return (), holiday["name"], "holiday"
    return weekday_rows(hours, day)


def _applies(rule: Row, day: date) -> bool:
    iso, weeks = day.isoformat(), rule["weeks"]
    if (rule["first"] or "") > iso or (rule["last"] or iso) < iso:
        return False
    if weeks is None:
        return (rule["month"], rule["day"]) == (day.month, day.day)
    if rule["weekday"] != day.isoweekday():
        return False
    if weeks == "last":
        return (day + timedelta(days=7)).month != day.month
    if weeks in NUMBERED:
        return (day.day - 1) // 7 == NUMBERED.index(weeks)
    return (day.isocalendar().week % 2 == 0) is (weeks == "even")


def _openings(hours: Hours, instant: datetime, days: int, stops: Stops) -> Iterator[Opening]:
    """Those of the day before, which may go on past midnight, and of some days from that of `instant` on."""
    first = instant.astimezone(AMSTERDAM).date()
    for ahead in range(-1, days):
        yield from day_plan(hours, first + timedelta(days=ahead), stops).openings


def _running(openings: Iterable[Opening], stops: Stops) -> Iterator[Opening]:
    """What begins in a stop is closed; what runs into one ends there. The clock may skip a whole opening."""
    for opening in openings:
        if opening.opens < opening.closes and not any(holds(stop, opening.opens.date()) for stop in stops):
            starts = [_local(date.fromisoformat(stop["validFrom"]), time()) for stop in stops if stop["validFrom"]]
            ends = [start for start in starts if opening.opens < start < opening.closes]
            yield replace(opening, closes=min(ends)) if ends else opening


def _is_during(opening: Opening, instant: datetime) -> bool:
    return opening.opens <= instant.astimezone(UTC) < opening.closes


def _of_weekday(pattern: Iterable[Row], day: date) -> list[Row]:
    return [row for row in pattern if row["weekday"] == day.isoweekday()]


def _opening(day: date, row: Row) -> Opening:
    opens = time.fromisoformat(row["opens"])
    closes = time() if row["closes"] == "24:00" else time.fromisoformat(row["closes"])
    last = day if closes > opens else day + timedelta(days=1)
    return Opening(_local(day, opens), _local(last, closes), row["access"])


def _local(day: date, clock: time) -> datetime:
    """A time that the clock skips is the moment at which it is put forward; of one that comes twice the first."""
    found = datetime.combine(day, clock, AMSTERDAM)
    skipped = found.replace(fold=1).utcoffset() or timedelta()
    ahead = skipped - (found.utcoffset() or timedelta())
    return found.replace(minute=0) + ahead if ahead > timedelta() else found
