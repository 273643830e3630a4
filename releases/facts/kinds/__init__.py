"""The registry: adding a kind of fact begins with one module beside this file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from releases.facts.kind import Json, Kind
from releases.facts.kinds import amount, contact, link, opening_hours, percentage, statement, term, validity
from releases.facts.values import Fact

# In the order in which people ask.
FACT_KINDS: Mapping[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        amount.KIND,
        percentage.KIND,
        term.KIND,
        validity.KIND,
        statement.KIND,
        opening_hours.KIND,
        contact.KIND,
        link.KIND,
    )
}


def kind_of(fact: Fact) -> Kind[Any]:
    return FACT_KINDS[fact.kind]


def attribute_of(kind: str, value: Json) -> str:
    """The `value` of a mark, from the machine value in a document."""
    return FACT_KINDS[kind].attribute_of(value)
