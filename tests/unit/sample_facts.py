"""Amounts, percentages and terms of the sample as the hub knows them, made of its files without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from products.models.fact_rows import dated_rows
from releases.facts.kinds.amount import Money
from releases.facts.kinds.percentage import Percentage
from releases.facts.kinds.term import Term
from releases.facts.values import DatedValue, Duration, Fact, Value
from tests.unit.test_sample_content import FIXTURE

Entry = Mapping[str, Any]


@cache
def measured_facts() -> Mapping[str, Fact]:
    return {
        key: Fact(key, kind, entry["label"], _values(entry, read), nature=entry.get("nature", "leges"), per=_per(entry))
        for kind, (group, read) in KINDS.items()
        for key, entry in FIXTURE.facts[group].items()
    }


def _values(entry: Entry, read: Callable[[Entry, Entry], Value]) -> tuple[DatedValue, ...]:
    rows = dated_rows(entry, lambda row: {"value": read(entry, row)})
    return tuple(DatedValue(row["value"], _day(row["valid_from"]), _day(row["valid_until"])) for row in rows)


def _day(day: date | str | None) -> date | None:
    return date.fromisoformat(str(day)) if day else None


def _per(entry: Entry) -> Mapping[str, str]:
    return entry.get("per", {})


def _money(entry: Entry, row: Entry) -> Money:
    return Money(Decimal(row["amount"]))


def _percentage(entry: Entry, row: Entry) -> Percentage:
    return Percentage(Decimal(row["percentage"]), entry.get("of", {}))


def _term(entry: Entry, row: Entry) -> Term:
    quantity, unit = row["is"].split()
    return Term(
        Duration(int(quantity), unit),
        entry.get("role", "produce"),
        entry.get("direction", "after"),
        entry.get("event", {}),
        bound=entry.get("bound"),
    )


KINDS = {"amount": ("amounts", _money), "percentage": ("percentages", _percentage), "term": ("terms", _term)}
