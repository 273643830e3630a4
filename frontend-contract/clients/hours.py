"""Open or closed: the hub's pure rules, mirrored on the JSON of an openingHours fact.

An exception goes before a holiday, a holiday before a season, a season before the pattern. The hub runs the
same cases: frontend-contract/vectors/hours.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from clients.visit import AMSTERDAM

Hours = Mapping[str, Any]
DAYS_AHEAD = 366


@dataclass(frozen=True)
class Opening:
    opens: time
    closes: time
    access: str


@dataclass(frozen=True)
class DayPlan:
    """One civil day: when it is open, and why it differs from other weeks."""

    day: date
    openings: tuple[Opening, ...]
    reason: str = ""


def day_plan(hours: Hours, day: date) -> DayPlan:
    iso = day.isoformat()
    for exception in hours.get("exceptions", ()):
        if exception["date"] == iso:
            return DayPlan(day, _openings(exception["times"]), exception["reason"])
    for holiday in hours.get("holidays", ()):
        if holiday["date"] == iso:
            return DayPlan(day, (), holiday["name"])
    for season in hours.get("seasons", ()):
        if season["first"] <= iso <= season["last"]:
            return DayPlan(day, _on_weekday(season["pattern"], day), season["label"])
    return DayPlan(day, _on_weekday(hours["pattern"], day))


def is_open(hours: Hours, instant: datetime) -> bool:
    return hours["alwaysOpen"] or open_until(hours, instant) is not None


def open_until(hours: Hours, instant: datetime) -> time | None:
    """The closing time of the opening that `instant` falls in."""
    local = instant.astimezone(AMSTERDAM)
    for opening in day_plan(hours, local.date()).openings:
        if opening.opens <= local.time() < opening.closes:
            return opening.closes
    return None


def next_opening(hours: Hours, instant: datetime) -> datetime | None:
    """The first start of an opening after `instant`; None when there is none within a year."""
    local = instant.astimezone(AMSTERDAM)
    for offset in range(DAYS_AHEAD + 1):
        day = local.date() + timedelta(days=offset)
        for opening in day_plan(hours, day).openings:
            starts = datetime.combine(day, opening.opens, AMSTERDAM)
            if starts > local:
                return starts
    return None


def _on_weekday(pattern: list[dict[str, Any]], day: date) -> tuple[Opening, ...]:
    return _openings([row for row in pattern if row["weekday"] == day.isoweekday()])


def _openings(rows: list[dict[str, Any]]) -> tuple[Opening, ...]:
    found = [Opening(time.fromisoformat(row["opens"]), _closing(row["closes"]), row["access"]) for row in rows]
    return tuple(sorted(found, key=lambda opening: (opening.opens, opening.closes)))


def _closing(text: str) -> time:
    return time.max if text in ("24:00", "00:00") else time.fromisoformat(text)
