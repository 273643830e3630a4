"""Facts and tariffs, from the editors' models to `releases.facts.values`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model

from products.models import EDITORIAL_KINDS, Fact, Tariff
from products.models.records import Rows, is_told, keyed_records, locale_text
from releases.facts import values

NO_HOLIDAYS = 0


def read_facts(ids: Iterable[int], drafts: Sequence[Model], horizon: int) -> dict[str, values.Fact]:
    """By key, the facts that are published, and the drafts in their place."""
    found: dict[str, values.Fact] = {}
    wanted = set(ids)
    for kind in EDITORIAL_KINDS.values():
        told = [row for row in keyed_records(kind.model, wanted, (), drafts).values() if is_told(row)]
        found |= {fact.key: fact for fact in kind.read(told, horizon)}
    return dict(sorted(found.items()))


def read_tariffs(keys: Iterable[str], drafts: Sequence[Model]) -> dict[str, values.Tariff]:
    told = [row for row in keyed_records(Tariff, (), keys, drafts).values() if is_told(row)]
    rows = Rows(Tariff, "dimensions", told)
    tariffs = (
        values.Tariff(
            row.key,
            locale_text(row, "label"),
            tuple(values.Dimension(each.key, locale_text(each, "question"), each.kind) for each in rows.of(row)),
        )
        for row in told
    )
    return {tariff.key: tariff for tariff in sorted(tariffs, key=lambda tariff: tariff.key)}


def released_fact(fact: Fact, horizon: int = NO_HOLIDAYS) -> values.Fact:
    """One fact as it stands, for showing it to an editor."""
    specific = fact.specific
    return next(EDITORIAL_KINDS[specific.kind].read([specific], horizon))
