"""Facts and tariffs, from the editors' models to `releases.facts.values`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model

from products.models import (
    Amount,
    ContactPoint,
    Fact,
    LinkFact,
    Location,
    OpeningHoursFact,
    Organisation,
    StatementFact,
    Tariff,
    TermFact,
    ValidityFact,
)
from products.snapshot.opening_hours import NO_HOLIDAYS, HoursRows
from products.snapshot.records import Record, Rows, is_told, keyed_records, keys_by_id, locale_text
from products.snapshot.values import READERS, dated_values
from releases.facts import values

KINDS: tuple[type[Fact], ...] = (
    Amount, TermFact, ValidityFact, OpeningHoursFact, ContactPoint, LinkFact, StatementFact,
)  # fmt: skip


def read_facts(ids: Iterable[int], drafts: Sequence[Model], horizon: int) -> dict[str, values.Fact]:
    """By key, the facts that are published, and the drafts in their place."""
    found: dict[str, values.Fact] = {}
    wanted = set(ids)
    for kind in KINDS:
        told = keyed_records(kind, wanted, (), drafts)
        found |= {
            fact.key: fact for fact in facts_of_kind(kind, [row for row in told.values() if is_told(row)], horizon)
        }
    return dict(sorted(found.items()))


def facts_of_kind(kind: type[Fact], told: Sequence[Record], horizon: int) -> Iterator[values.Fact]:
    if not told:
        return
    if kind is OpeningHoursFact:
        yield from _opening_hours(told, horizon)
        return
    own = _amount_fields(told) if kind is Amount else {}
    rows = Rows(kind, "values", told)
    for fact in told:
        dated = dated_values(fact, rows.of(fact), READERS[kind])
        yield values.Fact(fact.key, kind.kind, locale_text(fact, "label"), dated, **own.get(fact.key, {}))


def _opening_hours(told: Sequence[Record], horizon: int) -> Iterator[values.Fact]:
    rows, locations = HoursRows(told, horizon), keys_by_id(Location, (fact.location_id for fact in told))
    for fact in told:
        dated = (values.DatedValue(rows.value(fact, locations)),)
        yield values.Fact(fact.key, "openingHours", locale_text(fact, "label"), dated)


def _amount_fields(told: Sequence[Record]) -> Mapping[str, dict[str, Any]]:
    tariffs = keys_by_id(Tariff, (fact.tariff_id for fact in told))
    payees = keys_by_id(Organisation, (fact.payee_id for fact in told))
    conditions = Rows(Amount, "conditions", told)
    return {
        fact.key: {
            "tariff": tariffs.get(fact.tariff_id),
            "position": fact.position,
            "conditions": tuple(map(_condition, conditions.of(fact))),
            "condition_label": locale_text(fact, "condition_label"),
            "nature": fact.nature,
            "payee": payees.get(fact.payee_id),
            "per": locale_text(fact, "per"),
            "route": fact.route or None,
        }
        for fact in told
    }


def _condition(row: Record) -> values.TariffCondition:
    return values.TariffCondition(row.dimension, row.operator, row.value, locale_text(row, "label"))


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
    return next(facts_of_kind(type(specific), [specific], horizon))
