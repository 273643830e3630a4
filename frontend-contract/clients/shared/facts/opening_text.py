"""Opening hours on a page: the layers of the moment of a visit, of hours in a document with its stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clients.shared.facts.opening_hours import Stops
from clients.shared.facts.opening_layers import Line, ahead_lines, day_line, moment_line, week_table
from clients.shared.hub.visit import Visit

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Today:
    """`state` is open, closed, or planned when the visit looks at another moment."""

    state: str
    line: Line
    day: Line


@dataclass(frozen=True)
class WeekDay:
    name: str
    times: tuple[str, ...]
    reason: str
    is_visited: bool


def stops_of(key: str, document: Document, route: Document | None = None) -> Stops:
    """Those of the way to ask, which has all that closes its hours, or else of the document. Older ones tell none."""
    if route is not None and "stops" in route:
        return list(route["stops"])
    return list(document.get("stops", {}).get(key, ()))


def today(key: str, document: Document, visit: Visit, route: Document | None = None) -> Today:
    hours, stops = document["facts"][key]["value"], stops_of(key, document, route)
    told = moment_line(hours, visit.instant, visit.locale, stops)
    day = day_line(hours, visit.day, visit.locale, stops)
    return Today(told.state if visit.is_now else "planned", told.line if visit.is_now else day, day)


def phones_are_down(document: Document, visit: Visit) -> bool:
    """Whether opening hours of the telephone are stopped on the visited day."""
    day, facts = visit.day.isoformat(), document["facts"]
    by_phone = (stops for key, stops in document.get("stops", {}).items() if _is_phone(facts.get(key)))
    return any(_holds(stop, day) for stops in by_phone for stop in stops)


def _is_phone(fact: Document | None) -> bool:
    return fact is not None and fact["value"].get("channel") == "phone"


def _holds(stop: Mapping[str, Any], day: str) -> bool:
    return (stop["validFrom"] or "") <= day < (stop["validUntil"] or "9999")


def week(key: str, document: Document, visit: Visit, route: Document | None = None) -> list[WeekDay]:
    """The seven days from the visited one on, as they really are; none when it is always open."""
    hours, stops = document["facts"][key]["value"], stops_of(key, document, route)
    if hours["alwaysOpen"] and not stops:
        return []
    rows = week_table(hours, visit.day, visit.locale, stops)
    return [WeekDay(row.name, row.times, row.reason, row.day == visit.day) for row in rows]


def ahead(key: str, document: Document, visit: Visit, route: Document | None = None) -> list[Line]:
    """What is different in the coming eight weeks."""
    hours, stops = document["facts"][key]["value"], stops_of(key, document, route)
    return [line for _, line in ahead_lines(hours, visit.day, visit.locale, stops)]


def on_day(key: str, document: Document, day: date, locale: str) -> Line:
    return day_line(document["facts"][key]["value"], day, locale, stops_of(key, document))


def not_over(json_ld: Document, day: date) -> Document:
    """Data for search engines without special hours that are over."""
    special = json_ld.get("specialOpeningHoursSpecification", ())
    ahead = [each for each in special if each.get("validThrough", "9999") >= day.isoformat()]
    return {**json_ld, "specialOpeningHoursSpecification": ahead}
