"""A fact told whole: its value with unit, direction and condition, and as the rest of a sentence."""

from __future__ import annotations

from releases.facts.kinds import kind_of
from releases.facts.values import Fact, Value
from releases.facts.wording import Forms, pick


def full_forms(fact: Fact, value: Value, locale: str) -> Forms:
    """For where the fact stands by itself, beside its label: "€ 218,00 per jaar (één persoon)"."""
    condition = pick(fact.condition_label, locale)
    measured = _measured(fact, value, locale)
    if not condition or condition in pick(fact.label, locale):
        return measured
    return measured.followed_by(f" ({condition})", f", {condition}")


def predicate_forms(fact: Fact, value: Value, locale: str) -> Forms | None:
    """After a subject that says the case: "kost € 218,00 per jaar", "is gratis"; None for what is a sentence itself."""
    return kind_of(fact).predicate(value, fact, locale, _measured(fact, value, locale))


def _measured(fact: Fact, value: Value, locale: str) -> Forms:
    """With unit and direction; what is free is so per anything."""
    kind, unit = kind_of(fact), pick(fact.per, locale)
    measured = kind.measured(value, locale, kind.forms(value, locale, fact.label))
    return measured.followed_by(f" {unit}", f" {unit}") if unit and not kind.is_free(value) else measured
