"""The rows of dated facts: from a fixture's short form, and to the values of a release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from products.content_languages import language_names, source_language
from products.models.dated import DatedValue
from products.models.fact import DatedFact
from products.models.fact_kind import Entry, FactValueError, Fields
from products.models.records import Record, Rows, locale_text
from releases.core.intervals import in_order
from releases.facts import values

ReadValue = Callable[[Record, Record], values.Value]
OwnFields = Callable[[Sequence[Record]], Mapping[str, dict[str, Any]]]


def dated_facts(
    model: type[DatedFact], read: ReadValue, own_fields: OwnFields = lambda facts: {}
) -> Callable[[Sequence[Record], int], Iterator[values.Fact]]:
    """`read` takes the fact and one of its rows; `own_fields` are more members of the fact, by key."""

    def read_all(facts: Sequence[Record], horizon: int) -> Iterator[values.Fact]:
        rows, own = Rows(model, "values", facts), own_fields(facts)
        for fact in facts:
            dated = _dated_values(fact, rows.of(fact), read)
            yield values.Fact(fact.key, model.kind, locale_text(fact, "label"), dated, **own.get(fact.key, {}))

    return read_all


def dated_rows(entry: Entry, fields: Callable[[Entry], Fields]) -> list[Fields]:
    """A value ends where the next begins; an entry with one value may give it without `values`."""
    rows: Sequence[Entry] = entry.get("values") or [entry]
    return [
        {
            **fields(row),
            "valid_from": row.get("from"),
            "valid_until": row.get("until") or (following or {}).get("from"),
            "decided_on": row.get("decided"),
            "legal_article": row.get("article", ""),
            "source": row.get("source", ""),
        }
        for row, following in zip_longest(rows, rows[1:])
    ]


def source_text(field: str) -> Callable[[str, DatedValue], Fields]:
    """A line of text in the source language, for a value that no other language tells."""

    def parse(text: str, row: DatedValue) -> Fields:
        if others := [language_names().get(code, code) for code in getattr(row, field) if code != source_language()]:
            raise FactValueError(f"it says this in {', '.join(others)} too; change them in the editorial site")
        return {field: {source_language(): text.strip()}}

    return parse


def _dated_values(fact: Record, rows: Sequence[Record], read: ReadValue) -> tuple[values.DatedValue, ...]:
    told = [
        values.DatedValue(
            value=read(fact, row),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            provisional=row.provisional,
            decided_on=row.decided_on,
            legal_article=row.legal_article,
            source=row.source,
        )
        for row in rows
    ]
    return tuple(in_order(told))
