"""The days that a question names, with the part of them, and the opening hours of these days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from languages.questions import DayWords, PartOfDay
from languages.registry import SOURCE_LOCALE
from releases.core.periods import AMSTERDAM
from releases.facts.holidays_nl import dutch_holidays
from releases.facts.hours import Open, day_plan, is_open
from releases.facts.hours_layers import day_line
from releases.facts.opening_json import hours_of, stops_of
from releases.facts.wording import pick

Json = Mapping[str, Any]
SATURDAY = 5


@dataclass(frozen=True)
class AskedDays:
    """`said`: the words of the question that name them; `now` when it is about this very moment."""

    days: tuple[date, ...]
    said: frozenset[str]
    part: PartOfDay | None = None
    now: bool = False


def days_in(text: str, words: DayWords, at: datetime) -> AskedDays | None:
    """The days that the text names, the first of each from `at` on; None when it names none, or days in between."""
    today = at.astimezone(AMSTERDAM).date()
    if words.span.search(text):
        return None
    part = next((each for each in words.parts if each.said.search(text)), None)
    said = frozenset(part.said.search(text)[0].split()) if part else frozenset()  # type: ignore[index]
    named = list(_named(text, words, today))
    if named:
        return AskedDays(named[0][0], said.union(*(found.split() for _, found in named)), part)
    if part and part.today:
        return AskedDays((today,), said, part)
    now = words.now & set(text.split())
    return AskedDays((today,), now, now=True) if now else None


def _named(text: str, words: DayWords, today: date) -> Iterator[tuple[tuple[date, ...], str]]:
    """A date goes before the name of a day, and that before a weekday."""
    yield from _dated(text.split(), words, today)
    for name in words.named:
        if found := name.said.search(text):
            yield _coming(name.day, today), found[0]
    for word in text.split():
        if word in words.relative:
            yield (today + timedelta(days=words.relative[word]),), word
    for weekday, pattern in enumerate(words.weekdays):
        if found := pattern.search(text):
            yield (_on(weekday, today),), found[0]
    if found := words.weekend.search(text):
        yield (_on(SATURDAY, today), _on(SATURDAY + 1, today)), found[0]


def _on(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _dated(said: list[str], words: DayWords, today: date) -> Iterator[tuple[tuple[date, ...], str]]:
    """ "16 maart", "16 march" and "march 16"."""
    for one, other in pairwise(said):
        for number, month in ((one, other), (other, one)):
            if number.isdigit() and month in words.months:
                found = _coming(f"{words.months.index(month) + 1:02}-{int(number):02}", today)
                yield found, f"{one} {other}"


def _coming(name: str, today: date) -> tuple[date, ...]:
    """The first days from `today` on that are called so; none when there is no such day."""
    for year in (today.year, today.year + 1):
        if found := tuple(day for day in _days_of(name, year) if day >= today):
            return found
    return ()


def _days_of(name: str, year: int) -> list[date]:
    if name[0].isdigit():
        day = f"{year}-{name}"
        return [date.fromisoformat(day)] if _is_date(day) else []
    return [each.day for each in dutch_holidays([year], good_friday=True) if name in each.name[SOURCE_LOCALE]]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def told_on(day: date, key: str, document: Json, asked: AskedDays, at: datetime) -> dict[str, Any]:
    """What the hours are on that day, less the stops; `open` at some time of the part that is asked about."""
    locale = document["contentLocale"]
    hours, stops = hours_of(document["facts"][key]["value"]), stops_of(document.get("stops", {}).get(key, ()))
    plan, line = day_plan(hours, day, stops), day_line(hours, day, locale, stops)
    return {
        "fact": key,
        "date": day.isoformat(),
        "open": is_open(hours, at, stops) if asked.now else any(_is_asked(each, asked) for each in plan.openings),
        "reason": pick(plan.reason, locale),
        "text": line.text,
        "spoken": line.spoken,
    }


def _is_asked(opening: Open, asked: AskedDays) -> bool:
    if asked.part is None:
        return True
    midnight = datetime.combine(opening.opens.date(), time(), AMSTERDAM)
    since, until = (midnight + timedelta(hours=hour) for hour in (asked.part.since, asked.part.until))
    return opening.opens < until and opening.closes > since
