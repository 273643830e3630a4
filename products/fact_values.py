"""A new value for a fact, written as a line of text: checked by the same rules as in the editor's form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from products.content_languages import language_names, source_language
from products.models.choices import Unit
from products.models.dated import DatedValue
from products.models.fact import DatedFact, Fact
from releases.core.intervals import next_after, on_day

AMOUNT = re.compile(r"(?:€\s*)?(-?\d{1,10})(?:[.,](\d{2}))?")
DURATION = re.compile(r"(\d{1,4})\s+([a-zA-Z]+)")
CONTACT = re.compile(r"(telephone|email|url|address)=(.*)", re.DOTALL)


class FactValueError(ValueError):
    """The fact or the value is not one that can be set like this; the message says what is."""


def fact_to_set(key: str) -> DatedFact:
    """The published fact, with the rows that are live; not while a draft waits that publishing would overtake."""
    fact = Fact.objects.filter(key=key).first()
    if fact is None:
        raise FactValueError(f"there is no fact '{key}'{_nearby(key)}")
    if not fact.live:
        raise FactValueError(f"'{key}' is not published; publish it in the editorial site first")
    if fact.has_unpublished_changes:
        raise FactValueError(f"'{key}' has changes that are not published yet; publish or discard those first")
    if not isinstance(specific := fact.specific, DatedFact):
        raise FactValueError(f"'{key}' is of kind {specific.kind}, which only the editorial site can change")
    return specific


def add_value(fact: DatedFact, text: str, start: date) -> DatedValue:
    """`text` becomes the value from `start` until the next known change; what was true on `start` ends there."""
    rows: list[DatedValue] = list(fact.values.all())
    current = on_day(rows, start)
    row = current if current and current.valid_from == start else _following(fact, rows, current, start)
    for name, value in READERS[fact.kind](text, row).items():
        setattr(row, name, value)
    fact.values.add(row)
    return row


def _nearby(key: str) -> str:
    keys = Fact.objects.filter(key__startswith=key.split(".")[0]).order_by("key").values_list("key", flat=True)[:5]
    return f"; there are {', '.join(keys)}" if keys else ""


def _following(fact: DatedFact, rows: list[DatedValue], current: DatedValue | None, start: date) -> DatedValue:
    later = next_after(rows, start)
    kept = _kept_fields(current) if current else {}
    new = type(fact).values.rel.related_model(**kept, valid_from=start, valid_until=later and later.valid_from)
    if current:
        new.valid_until = current.valid_until
        current.valid_until = start
        fact.values.add(current)
    return new


def _kept_fields(row: DatedValue) -> dict[str, Any]:
    """What the decision on a new value does not change, such as a national maximum or the hour of collection."""
    dropped = {field.name for field in DatedValue._meta.fields} | {"id", "fact", "municipal_part", "national_part"}
    return {field.name: getattr(row, field.name) for field in row._meta.fields if field.name not in dropped}


def _amount(text: str, row: DatedValue) -> dict[str, Any]:
    if not (match := AMOUNT.fullmatch(text.strip())):
        raise FactValueError(f"'{text}' is not an amount; write it like 83.87 or 83,87")
    return {"amount": Decimal(f"{match[1]}.{match[2] or '00'}"), "municipal_part": None, "national_part": None}


def _duration(text: str, row: DatedValue) -> dict[str, Any]:
    match = DURATION.fullmatch(text.strip())
    if not match or match[2] not in Unit.values:
        raise FactValueError(f"'{text}' is not a period; write a number and one of {', '.join(Unit.values)}")
    return {"quantity": int(match[1]), "unit": match[2]}


def _contact(text: str, row: DatedValue) -> dict[str, Any]:
    if not (match := CONTACT.fullmatch(text.strip())):
        raise FactValueError(f"'{text}' is not part of a contact point; write it like telephone=14 0342")
    return {match[1]: match[2].strip()}


def _source_text(field: str) -> Callable[[str, DatedValue], dict[str, Any]]:
    def read(text: str, row: DatedValue) -> dict[str, Any]:
        if others := [language_names().get(code, code) for code in getattr(row, field) if code != source_language()]:
            raise FactValueError(f"it says this in {', '.join(others)} too; change them in the editorial site")
        return {field: {source_language(): text.strip()}}

    return read


READERS: dict[str, Callable[[str, DatedValue], dict[str, Any]]] = {
    "amount": _amount,
    "term": _duration,
    "validity": _duration,
    "contact": _contact,
    "link": _source_text("url"),
    "statement": _source_text("text"),
}
