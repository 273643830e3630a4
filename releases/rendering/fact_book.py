"""The facts of a snapshot as they are told: each value once per locale, however many documents tell it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any, NamedTuple

import orjson

from releases.core import canonical
from releases.core.intervals import in_order, next_after, on_day
from releases.facts.dated_values import BEGINNING, next_object, value_object
from releases.facts.forms import date_forms
from releases.facts.kinds import attribute_of
from releases.facts.values import DatedValue, Fact
from releases.snapshot import Snapshot
from releases.texts.markup import ResolvedReference, fact_mark

# The aspects that tell the value of the day.
CURRENT = ("value", "full", "predicate")


class Aspect(NamedTuple):
    """What a reference is filled with: `attribute` and `html` are escaped."""

    attribute: str
    html: str
    plain: str
    said: ResolvedReference


class RenderedFact(NamedTuple):
    """A fact on a day: its object, that object's canonical bytes, its mark in HTML, and the aspects that it has.

    `mark` tells it whole, for where it stands by itself.
    """

    fact: Fact
    value: DatedValue
    object: dict[str, Any]
    body: orjson.Fragment
    mark: str
    aspects: dict[str, Aspect]

    def is_told_in(self, html: str) -> bool:
        """Whether its value stands there, by itself or in a sentence."""
        told = (aspect for aspect in CURRENT if aspect in self.aspects)
        return any(fact_mark(self.fact.key, aspect, self.aspects[aspect].said) in html for aspect in told)


class Day(dict[str, RenderedFact | None]):
    """The facts on one day in one locale, each looked up once; None when nothing is true, or there is no such fact."""

    def __init__(self, tell: Callable[[str], RenderedFact | None]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, key: str) -> RenderedFact | None:
        found = self[key] = self._tell(key)
        return found


class FactBook:
    def __init__(self, snapshot: Snapshot) -> None:
        self._facts = snapshot.facts
        self._days: dict[tuple[str, date], Day] = {}
        self._values: dict[tuple[str, str, date | None], RenderedFact] = {}
        self._starts: dict[str, date | None] = {}

    def on(self, day: date, locale: str) -> Day:
        if (locale, day) not in self._days:
            self._days[locale, day] = Day(lambda key: self._tell(key, locale, day))
        return self._days[locale, day]

    def begins_after(self, key: str, day: date) -> bool:
        """Whether the fact has its first value on a later day."""
        if key not in self._starts:
            self._starts[key] = first_day_of(self._facts.get(key))
        starts = self._starts[key]
        return starts is not None and starts > day

    def _tell(self, key: str, locale: str, day: date) -> RenderedFact | None:
        fact = self._facts.get(key)
        value = on_day(fact.values, day) if fact else None
        if fact is None or value is None:
            return None
        named = (key, locale, value.valid_from)
        if named not in self._values:
            self._values[named] = _told(fact, value, next_after(fact.values, day), locale)
        return self._values[named]


def first_day_of(fact: Fact | None) -> date | None:
    """The first day on which the fact has a value; None when it never has one."""
    return in_order(fact.values)[0].valid_from or BEGINNING if fact and fact.values else None


def _told(fact: Fact, value: DatedValue, following: DatedValue | None, locale: str) -> RenderedFact:
    made = value_object(fact, value, locale)
    made["next"] = next_object(fact, following, locale) if following else None
    attribute = attribute_of(fact.kind, made["value"])
    aspects = {
        "value": _aspect(_said(fact, made)),
        "full": _aspect(ResolvedReference(**made["full"], attribute=attribute)),
    }
    if predicate := made["predicate"]:
        aspects["predicate"] = _aspect(ResolvedReference(**predicate, attribute=attribute))
    if value.legal_article:
        aspects["article"] = _aspect(ResolvedReference(*[value.legal_article] * 4))
    if following and following.valid_from:
        starts = following.valid_from
        aspects["next"] = _aspect(_said(fact, made["next"]))
        aspects["nextDate"] = _aspect(ResolvedReference(*date_forms(starts, locale), starts.isoformat()))
    mark = fact_mark(fact.key, "full", aspects["full"].said)
    return RenderedFact(fact, value, made, orjson.Fragment(canonical.dumps(made)), mark, aspects)


def _said(fact: Fact, made: dict[str, Any]) -> ResolvedReference:
    return ResolvedReference(made["text"], made["plain"], made["spoken"], attribute_of(fact.kind, made["value"]))


def _aspect(said: ResolvedReference) -> Aspect:
    return Aspect(escape(said.attribute), escape(said.text), said.plain, said)
