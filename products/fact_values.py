"""A new value for a fact, written as a line of text: checked by the same rules as in the editor's form."""

from __future__ import annotations

from datetime import date
from typing import Any

from products.models import EDITORIAL_KINDS
from products.models.dated import DatedValue
from products.models.fact import DatedFact, Fact
from products.models.fact_kind import FactValueError
from releases.core.intervals import next_after, on_day


def fact_to_set(key: str) -> DatedFact:
    """The published fact, with the rows that are live; not while a draft waits that publishing would overtake."""
    fact = Fact.objects.filter(key=key).first()
    if fact is None:
        raise FactValueError(f"there is no fact '{key}'{_nearby(key)}")
    if not fact.live:
        raise FactValueError(f"'{key}' is not published; publish it in the editorial site first")
    if fact.has_unpublished_changes:
        raise FactValueError(f"'{key}' has changes that are not published yet; publish or discard those first")
    specific = fact.specific
    if EDITORIAL_KINDS[specific.kind].parse is None:
        raise FactValueError(f"'{key}' is of kind {specific.kind}, which only the editorial site can change")
    return specific


def add_value(fact: DatedFact, text: str, start: date) -> DatedValue:
    """`text` becomes the value from `start` until the next known change; what was true on `start` ends there."""
    rows: list[DatedValue] = list(fact.values.all())
    current = on_day(rows, start)
    row = current if current and current.valid_from == start else _following(fact, rows, current, start)
    for name, value in EDITORIAL_KINDS[fact.kind].parse(text, row).items():
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
    dropped = {field.name for field in DatedValue._meta.fields} | {"id", "fact"}
    return {field.name: getattr(row, field.name) for field in row._meta.fields if field.name not in dropped}
