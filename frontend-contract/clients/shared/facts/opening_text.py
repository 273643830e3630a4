"""Opening hours in words: today, this week, and open or closed at the moment of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clients.shared.facts.opening_hours import DayPlan, Opening, day_plan, next_opening
from clients.shared.hub.visit import AMSTERDAM, Visit
from clients.shared.languages.dates import clock_time, day_with_weekday
from clients.shared.languages.interface_texts import interface_texts


@dataclass(frozen=True)
class Today:
    """`state` is open, closed, or planned when the visit looks at another moment; `after`: when it opens again."""

    state: str
    headline: str
    label: str
    times: tuple[str, ...]
    after: str


@dataclass(frozen=True)
class WeekDay:
    name: str
    times: tuple[str, ...]
    reason: str
    is_visited: bool


def today(fact: Mapping[str, Any], visit: Visit) -> Today:
    hours, words = fact["value"], interface_texts(visit.locale)
    if hours["alwaysOpen"]:
        return Today("open", words["alwaysOpen"], "", (), "")
    plan, coming = day_plan(hours, visit.day), next_opening(hours, visit.instant)
    state, headline = _state(coming, visit)
    label = words["today"] if visit.is_now else _capital(day_with_weekday(visit.day, visit.locale))
    return Today(state, headline, label, _times(plan, visit.locale), _after(coming, visit))


def opening_state(entry: Mapping[str, Any], visit: Visit) -> Today:
    """Of hours that search tells the outcome of: open or closed now, and when that changes."""
    words, label = interface_texts(visit.locale), entry["label"]
    if entry["changesAt"] is None:
        state, headline = ("open", words["alwaysOpen"]) if entry["open"] else ("closed", words["nowClosed"])
        return Today(state, headline, label, (), "")
    changes = datetime.fromisoformat(entry["changesAt"]).astimezone(AMSTERDAM)
    clock = clock_time(changes.time(), visit.locale)
    if entry["open"]:
        return Today("open", words["openUntil"].format(time=clock), label, (), "")
    if changes.date() == visit.day:
        return Today("closed", words["nowClosed"], label, (), words["opensToday"].format(time=clock))
    day = day_with_weekday(changes.date(), visit.locale)
    return Today("closed", words["nowClosed"], label, (), words["opensAgain"].format(day=day, time=clock))


def week(fact: Mapping[str, Any], visit: Visit) -> list[WeekDay]:
    """The seven days from the visited one on, as they really are."""
    if fact["value"]["alwaysOpen"]:
        return []
    days = (visit.day + timedelta(days=ahead) for ahead in range(7))
    return [_week_day(day_plan(fact["value"], day), visit) for day in days]


def _state(coming: Opening | None, visit: Visit) -> tuple[str, str]:
    words = interface_texts(visit.locale)
    if not visit.is_now:
        return "planned", ""
    if coming and coming.opens <= visit.instant:
        return "open", words["openUntil"].format(time=clock_time(coming.closes.time(), visit.locale))
    return "closed", words["nowClosed"]


def _after(coming: Opening | None, visit: Visit) -> str:
    """Silent while it is open, or opens later on the visited day."""
    if coming is None or coming.opens.date() <= visit.day:
        return ""
    day, clock = day_with_weekday(coming.opens.date(), visit.locale), clock_time(coming.opens.time(), visit.locale)
    return interface_texts(visit.locale)["opensAgain"].format(day=day, time=clock)


def _week_day(plan: DayPlan, visit: Visit) -> WeekDay:
    name = day_with_weekday(plan.day, visit.locale)
    return WeekDay(name, _times(plan, visit.locale, with_reason=False), plan.reason, plan.day == visit.day)


def _times(plan: DayPlan, locale: str, *, with_reason: bool = True) -> tuple[str, ...]:
    times = tuple(_span(opening, locale) for opening in plan.openings) or (interface_texts(locale)["closed"],)
    return (*times[:-1], f"{times[-1]} ({plan.reason})") if plan.reason and with_reason else times


def _span(opening: Opening, locale: str) -> str:
    words = interface_texts(locale)
    opens, closes = (clock_time(moment.time(), locale) for moment in (opening.opens, opening.closes))
    return f"{words['span'].format(opens=opens, closes=closes)} {words['access'][opening.access]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
