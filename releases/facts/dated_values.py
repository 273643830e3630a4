"""Dated value of a fact, as the object that every channel tells for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from releases.facts.full_forms import full_forms, predicate_forms
from releases.facts.kinds import kind_of
from releases.facts.values import DatedValue, Fact
from releases.facts.wording import pick

BEGINNING = date.min


def switch_days(fact: Fact) -> set[date]:
    """The days on which what is true, or what comes next, changes."""
    days = {day for value in fact.values for day in (value.valid_from, value.valid_until)}
    return {day for day in days if day is not None}


def value_object(fact: Fact, value: DatedValue, locale: str) -> dict[str, Any]:
    """One value with its period, without what comes next."""
    kind, predicate = kind_of(fact), predicate_forms(fact, value.value, locale)
    text, plain, spoken = kind.forms(value.value, locale, fact.label)
    return {
        "kind": kind.name,
        "label": pick(fact.label, locale),
        "value": kind.machine(value.value, locale),
        "text": text,
        "plain": plain,
        "spoken": spoken,
        "full": full_forms(fact, value.value, locale).as_json(),
        "predicate": predicate.as_json() if predicate else None,
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
        "full": full_forms(fact, value.value, locale).as_json(),
        "validFrom": value.valid_from.isoformat() if value.valid_from else None,
        "provisional": value.provisional,
    }
