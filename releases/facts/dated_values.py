"""Value of a fact on a day, and the object that every channel tells for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from releases.facts.kinds import kind_of
from releases.facts.values import DatedValue, Fact
from releases.facts.wording import pick

BEGINNING, END = date.min, date.max


def value_at(fact: Fact, day: date) -> DatedValue | None:
    """The value that is true on `day`, or None."""
    return next((value for value in fact.values if _starts(value) <= day < _ends(value)), None)


def next_after(fact: Fact, day: date) -> DatedValue | None:
    """The first value that starts after `day`, or None."""
    return next((value for value in in_order(fact.values) if _starts(value) > day), None)


def in_order(values: Iterable[DatedValue]) -> list[DatedValue]:
    return sorted(values, key=_starts)


def overlaps(values: Iterable[DatedValue]) -> list[tuple[DatedValue, DatedValue]]:
    """Pairs, in order of time, that are both true on some day."""
    return [(one, two) for one, two in combinations(in_order(values), 2) if _starts(two) < _ends(one)]


def gaps(values: Iterable[DatedValue]) -> list[tuple[date, date]]:
    """Periods (from, until) after the first value without a value; `until` is `date.max` when it never ends."""
    ordered = in_order(values)
    between = [(_ends(one), _starts(two)) for one, two in pairwise(ordered) if _ends(one) < _starts(two)]
    return between + ([(_ends(ordered[-1]), END)] if ordered and _ends(ordered[-1]) < END else [])


def switch_days(fact: Fact) -> set[date]:
    """The days on which what is true, or what comes next, changes."""
    days = {day for value in fact.values for day in (value.valid_from, value.valid_until)}
    return {day for day in days if day is not None}


def fact_object(fact: Fact, day: date, locale: str) -> dict[str, Any] | None:
    """What is told of the fact on `day`: the same in every document of every channel. None when nothing is true."""
    value = value_at(fact, day)
    if value is None:
        return None
    following = next_after(fact, day)
    return value_object(fact, value, locale) | {"next": next_object(fact, following, locale) if following else None}


def value_object(fact: Fact, value: DatedValue, locale: str) -> dict[str, Any]:
    """One value with its period, without what comes next."""
    kind = kind_of(fact)
    text, plain, spoken = kind.forms(value.value, locale, fact.label)
    return {
        "kind": kind.name,
        "label": pick(fact.label, locale),
        "value": kind.machine(value.value, locale),
        "text": text,
        "plain": plain,
        "spoken": spoken,
        "validFrom": value.valid_from.isoformat() if value.valid_from else None,
        "validUntil": value.valid_until.isoformat() if value.valid_until else None,
        "legalArticle": value.legal_article,
        "provisional": value.provisional,
        "conditions": pick(fact.condition_label, locale),
        "per": pick(fact.per, locale),
        "tariff": fact.tariff,
    }


def next_object(fact: Fact, value: DatedValue, locale: str) -> dict[str, Any]:
    kind = kind_of(fact)
    text, plain, spoken = kind.forms(value.value, locale, fact.label)
    return {
        "value": kind.machine(value.value, locale),
        "text": text,
        "plain": plain,
        "spoken": spoken,
        "validFrom": value.valid_from.isoformat() if value.valid_from else None,
        "provisional": value.provisional,
    }


def _starts(value: DatedValue) -> date:
    return value.valid_from or BEGINNING


def _ends(value: DatedValue) -> date:
    return value.valid_until or END
