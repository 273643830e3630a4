"""Amounts of money, each a row of a tariff when it names one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from products.models.dated import DatedValue
from products.models.fact_kind import EditorialKind, Entry, FactValueError, Fields
from products.models.fact_panels import values_panel
from products.models.fact_rows import dated_facts, dated_rows
from products.models.organisation import Organisation
from products.models.records import Record, Rows, keys_by_id, locale_text
from products.models.row_forms import RowsPanel
from products.models.tariff import Amount, Tariff
from products.money_input import AmbiguousAmount, parse_money
from releases.facts.kinds.amount import Money
from releases.facts.values import TariffCondition

COMPARISON = re.compile(r"(>=|<)?(.+)")
OPERATORS = {">=": "gte", "<": "lt", None: "eq"}
PARTS = {"amount": "amount", "municipal": "municipal_part", "national": "national_part", "cap": "national_cap"}
CENT = Decimal("0.01")


def _value(fact: Record, row: Record) -> Money:
    return Money(
        amount=row.amount.quantize(CENT),
        municipal_part=_cents(row.municipal_part),
        national_part=_cents(row.national_part),
        national_cap=_cents(row.national_cap),
    )


def _cents(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(CENT)


def _own_fields(facts: Sequence[Record]) -> Mapping[str, dict[str, Any]]:
    tariffs = keys_by_id(Tariff, (fact.tariff_id for fact in facts))
    payees = keys_by_id(Organisation, (fact.payee_id for fact in facts))
    conditions = Rows(Amount, "conditions", facts)
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
        for fact in facts
    }


def _condition(row: Record) -> TariffCondition:
    return TariffCondition(row.dimension, row.operator, row.value, locale_text(row, "label"))


def _fields(entry: Entry, place: int) -> Fields:
    return {
        "tariff": entry.get("tariff"),
        "position": place,
        "condition_label": entry.get("applies"),
        "nature": entry.get("nature", "leges"),
        "payee": entry.get("payee"),
        "per": entry.get("per"),
        "route": entry.get("route", ""),
        "conditions": [_comparison(name, value) for name, value in entry.get("when", {}).items()],
        "values": dated_rows(entry, lambda row: {field: row.get(part) for part, field in PARTS.items()}),
    }


def _comparison(dimension: str, value: object) -> Fields:
    if isinstance(value, list):
        return {"dimension": dimension, "operator": "in", "value": ",".join(value)}
    text = str(value).lower() if isinstance(value, bool) else str(value)
    comparison = COMPARISON.fullmatch(text)
    assert comparison  # noqa: S101
    return {"dimension": dimension, "operator": OPERATORS[comparison[1]], "value": comparison[2]}


def _parse(text: str, row: DatedValue) -> Fields:
    try:
        amount = parse_money(text)
    except AmbiguousAmount as error:
        raise FactValueError(f"'{text}' may mean {error}; write which") from error
    if amount is None:
        raise FactValueError(f"'{text}' is not an amount; write it like 83.87 or 83,87")
    return {"amount": amount, "municipal_part": None, "national_part": None}


KIND = EditorialKind(
    model=Amount,
    icon="tag",
    columns=(Column("condition_label", label=_("Applies to")),),
    panels=(
        values_panel(
            FieldPanel("amount"),
            FieldRowPanel([FieldPanel("municipal_part"), FieldPanel("national_part"), FieldPanel("national_cap")]),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("tariff"), FieldPanel("position")]),
                FieldPanel("condition_label"),
                FieldPanel("per"),
                FieldRowPanel([FieldPanel("nature"), FieldPanel("route"), FieldPanel("payee")]),
            ],
            heading=_("Place in a tariff"),
        ),
        RowsPanel(
            "conditions",
            [
                FieldRowPanel([FieldPanel("dimension"), FieldPanel("operator"), FieldPanel("value")]),
                FieldPanel("label"),
            ],
            heading=_("Conditions"),
            label=_("condition"),
        ),
    ),
    read=dated_facts(Amount, _value, _own_fields),
    group="amounts",
    fields=_fields,
    parse=_parse,
    example="83,87",
)
