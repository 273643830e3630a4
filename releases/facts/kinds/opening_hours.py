"""The opening hours of a desk, a telephone line or another channel."""

from __future__ import annotations

from languages.registry import wording_of
from releases.facts.kind import Kind
from releases.facts.opening_hours import OpeningHours
from releases.facts.opening_json import machine_hours
from releases.facts.opening_text import opening_forms
from releases.facts.values import Fact
from releases.facts.wording import Forms


def _predicate(value: OpeningHours, fact: Fact, locale: str, measured: Forms) -> Forms:
    name = "alwaysOpen" if value.always_open else "open" if value.pattern else "closed"
    return measured.within(wording_of(locale).predicates[name])


KIND: Kind[OpeningHours] = Kind(
    name="openingHours",
    forms=lambda value, locale, label: opening_forms(value, locale),
    machine=machine_hours,
    predicate=_predicate,
    section=lambda value: "contact",
    answers="opening",
)
