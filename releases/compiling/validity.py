"""The moments at which a subject's documents change by themselves, and the periods in between.

Most change on a civil day, at 00:00 in Amsterdam; a notice begins and ends at an instant.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from releases.compiling.documents import CompiledPeriod
from releases.core import canonical
from releases.core.periods import starts_of
from releases.facts.dated_values import BEGINNING, switch_days
from releases.facts.values import Fact
from releases.rendering.fact_book import first_day_of


def days_of(facts: Iterable[Fact], others: Iterable[date | None], needed: Iterable[Fact] = ()) -> list[date]:
    """The first day and every later switch, in order; nothing can be told before each `needed` fact has a value."""
    first = max((day for fact in needed if (day := first_day_of(fact))), default=BEGINNING)
    switches = {day for fact in facts for day in switch_days(fact)} | {day for day in others if day}
    return [first, *sorted(day for day in switches if day > first)]


def start_of(day: date) -> datetime | None:
    """The instant at which a period begins that starts on `day`; None: from the beginning."""
    return None if day == BEGINNING else starts_of(day)


def as_periods(bodies: Iterable[tuple[datetime | None, bytes]]) -> tuple[CompiledPeriod, ...]:
    """One period per run of instants, in order of time, with the same bytes."""
    periods: list[CompiledPeriod] = []
    for starts, body in bodies:
        if not periods or periods[-1].body != body:
            periods.append(CompiledPeriod(starts, body, canonical.digest(body)))
    return tuple(periods)
