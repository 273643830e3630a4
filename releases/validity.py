"""The days on which a subject's documents change by themselves, and the periods in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from releases import canonical
from releases.documents import Period
from releases.facts import BEGINNING, in_order, switch_days
from releases.periods import starts_of
from releases.values import Fact


def first_told(facts: Iterable[Fact]) -> date:
    """The first day on which every fact has a value; `BEGINNING` when all of them always had one."""
    starts = (in_order(fact.values)[0].valid_from for fact in facts if fact.values)
    return max((day for day in starts if day), default=BEGINNING)


def days_of(facts: Iterable[Fact], others: Iterable[date | None]) -> list[date]:
    """The first day and every later switch, in order; `others` are days from passages or house style."""
    told = list(facts)
    first = first_told(told)
    switches = {day for fact in told for day in switch_days(fact)} | {day for day in others if day}
    return [first, *sorted(day for day in switches if day > first)]


def as_periods(days: Iterable[date], body_on: Callable[[date], bytes]) -> tuple[Period, ...]:
    """One period per run of days with the same bytes."""
    periods: list[Period] = []
    for day in days:
        body = body_on(day)
        if not periods or periods[-1].body != body:
            periods.append(Period(None if day == BEGINNING else starts_of(day), body, canonical.digest(body)))
    return tuple(periods)
