"""The opening hours of a desk, a telephone line or another channel."""

from __future__ import annotations

from releases.facts.kind import Kind
from releases.facts.opening_hours import OpeningHours
from releases.facts.opening_json import machine_hours
from releases.facts.opening_text import opening_forms

KIND: Kind[OpeningHours] = Kind(
    name="openingHours",
    forms=lambda value, locale, label: opening_forms(value, locale),
    machine=machine_hours,
    section=lambda value: "contact",
    answers="opening",
)
