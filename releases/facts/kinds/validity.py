"""A validity: how long what people receive stays valid."""

from __future__ import annotations

from dataclasses import dataclass

from languages.registry import wording_of
from releases.facts.forms import duration_forms, machine_duration
from releases.facts.kind import Kind
from releases.facts.values import Duration, Value


@dataclass(frozen=True)
class Validity(Value):
    duration: Duration


KIND: Kind[Validity] = Kind(
    name="validity",
    forms=lambda value, locale, label: duration_forms(value.duration, locale),
    machine=lambda value, locale: machine_duration(value.duration),
    predicate=lambda value, fact, locale, measured: measured.within(wording_of(locale).predicates["valid"]),
    attribute=(("quantity", "unit"),),
    section=lambda value: "duration",
    table="terms",
    in_short=True,
    answers="validity",
)
