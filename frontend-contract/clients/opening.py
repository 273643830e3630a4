"""Opening hours in words, for the moment of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clients.dates import clock_time, day_with_weekday
from clients.hours import DayPlan, Hours, Opening, day_plan, next_opening, open_until
from clients.visit import AMSTERDAM, Visit
from clients.words import words_in


@dataclass(frozen=True)
class Today:
    """`state` is open, closed or planned (when the visit looks at another moment); `after` says what comes next."""

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
    hours: Hours = fact["value"]
    words = words_in(visit.locale)
    if hours["alwaysOpen"]:
        return Today("open", words["alwaysOpen"], "", (), "")
    plan = day_plan(hours, visit.day)
    state = _state(hours, visit)
    label = words["today"] if visit.is_now else day_with_weekday(visit.day, visit.locale).capitalize()
    return Today(state, _headline(hours, state, visit), label, _times(plan, visit.locale), _after(hours, visit))


def week(fact: Mapping[str, Any], visit: Visit) -> list[WeekDay]:
    """The seven days from the visited one on, as they really are."""
    days = (visit.day + timedelta(days=offset) for offset in range(7))
    return [_week_day(day_plan(fact["value"], day), visit) for day in days] if not fact["value"]["alwaysOpen"] else []


def _state(hours: Hours, visit: Visit) -> str:
    if not visit.is_now:
        return "planned"
    return "open" if open_until(hours, visit.instant) else "closed"


def _headline(hours: Hours, state: str, visit: Visit) -> str:
    closes = open_until(hours, visit.instant)
    words = words_in(visit.locale)
    if state == "open" and closes:
        return words["openUntil"].format(time=clock_time(closes, visit.locale))
    return words["nowClosed"] if state == "closed" else ""


def _after(hours: Hours, visit: Visit) -> str:
    """When it opens again; silent while it is open, or opens later on the visited day."""
    upcoming = next_opening(hours, visit.instant)
    if upcoming is None or open_until(hours, visit.instant) or _day(upcoming) == visit.day:
        return ""
    day = day_with_weekday(_day(upcoming), visit.locale)
    return words_in(visit.locale)["opensAgain"].format(
        day=day, time=clock_time(upcoming.astimezone(AMSTERDAM).time(), visit.locale)
    )


def _day(instant: Any) -> date:
    return instant.astimezone(AMSTERDAM).date()


def _week_day(plan: DayPlan, visit: Visit) -> WeekDay:
    name = day_with_weekday(plan.day, visit.locale)
    return WeekDay(name, _times(plan, visit.locale, with_reason=False), plan.reason, plan.day == visit.day)


def _times(plan: DayPlan, locale: str, *, with_reason: bool = True) -> tuple[str, ...]:
    times = tuple(_span(opening, locale) for opening in plan.openings) or (words_in(locale)["closed"],)
    return (*times[:-1], f"{times[-1]} ({plan.reason})") if plan.reason and with_reason else times


def _span(opening: Opening, locale: str) -> str:
    words = words_in(locale)
    span = words["span"].format(opens=clock_time(opening.opens, locale), closes=clock_time(opening.closes, locale))
    return f"{span} {words['access'][opening.access]}".strip()
