"""Values on their own, each by the kind of fact that it belongs to."""

from __future__ import annotations

from typing import Any

from releases.facts.kind import Kind
from releases.facts.kinds import amount, contact, link, opening_hours, statement, term, validity
from releases.facts.opening_hours import OpeningHours
from releases.facts.values import LocaleText, Value
from releases.facts.wording import Forms

KIND_OF: dict[type[Value], Kind[Any]] = {
    amount.Money: amount.KIND,
    contact.Contact: contact.KIND,
    link.Link: link.KIND,
    OpeningHours: opening_hours.KIND,
    statement.Statement: statement.KIND,
    term.Term: term.KIND,
    validity.Validity: validity.KIND,
}


def forms(value: Value, locale: str, label: LocaleText) -> Forms:
    return KIND_OF[type(value)].forms(value, locale, label)


def machine(value: Value, locale: str) -> dict[str, Any]:
    return KIND_OF[type(value)].machine(value, locale)


def attribute(value: Value, locale: str) -> str:
    return KIND_OF[type(value)].attribute_of(machine(value, locale))
