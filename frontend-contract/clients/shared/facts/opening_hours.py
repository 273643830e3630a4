"""Opening hours of an openingHours fact, on a day and at an instant: the hub's pure rules, mirrored on its JSON.

An exception goes before a holiday, a holiday before a season, a season before the pattern. The hub runs the
same cases: frontend-contract/vectors/hours.json.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from clients.shared.hub.visit import AMSTERDAM

Hours = Mapping[str, Any]
Row = Mapping[str, Any]
HORIZON_DAYS = 400


@dataclass(frozen=True)
class Opening:
    """Open from `opens` until `closes` (exclusive)."""

    opens: datetime
    closes: datetime
    access: str


@dataclass(frozen=True)
class DayPlan:
    """A day's openings, in order; `reason` says why it differs from other weeks."""

    day: date
    openings: tuple[Opening, ...]
    reason: str = ""


def day_plan(hours: Hours, day: date) -> DayPlan:
    if hours["alwaysOpen"]:
        return DayPlan(day, (Opening(_start(day), _start(day + timedelta(days=1)), "walkIn"),))
    iso = day.isoformat()
    for exception in hours["exceptions"]:
        if exception["date"] == iso:
            return DayPlan(day, _openings(day, exception["times"]), exception["reason"])
    for holiday in hours["holidays"]:
        if holiday["date"] == iso:
            return DayPlan(day, (), holiday["name"])
    for season in hours["seasons"]:
        if season["first"] <= iso <= season["last"]:
            return DayPlan(day, _of_weekday(day, season["pattern"]), season["label"])
    return DayPlan(day, _of_weekday(day, hours["pattern"]))


def next_opening(hours: Hours, instant: datetime) -> Opening | None:
    """The opening that holds at `instant`, or else the first after it; None when there is none within the horizon."""
    first = instant.astimezone(AMSTERDAM).date()
    days = (first + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))
    openings = (opening for day in days for opening in day_plan(hours, day).openings)
    return next((opening for opening in openings if instant < opening.closes), None)


def _of_weekday(day: date, pattern: Iterable[Row]) -> tuple[Opening, ...]:
    return _openings(day, (row for row in pattern if row["weekday"] == day.isoweekday()))


def _openings(day: date, rows: Iterable[Row]) -> tuple[Opening, ...]:
    found = (Opening(_at(day, row["opens"]), _at(day, row["closes"]), row["access"]) for row in rows)
    return tuple(sorted(found, key=lambda opening: opening.opens))


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
