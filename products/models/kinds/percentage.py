"""Percentages, such as the rate of a tax, each a row of a tariff when it names one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from products.models.dated import DatedValue
from products.models.fact import DatedFact
from products.models.fact_kind import EditorialKind, Entry, FactValueError, Fields
from products.models.fact_panels import values_panel
from products.models.fact_rows import dated_facts, dated_rows
from products.models.localised import LocalisedField
from products.models.records import Record, keys_by_id, locale_text
from products.models.tariff import Tariff
from releases.facts.kinds.percentage import Percentage, written

REMEDY = _("“%(typed)s” is not a percentage. Write it like 0,0934 or 0,0934 %%, with at most six decimals.")
PERCENTAGE = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*%?")


def parsed(text: str) -> Decimal | None:
    """From "0,0934", "0.0934" or "0,0934 %"; None when it is no percentage."""
    match = PERCENTAGE.fullmatch(text.strip())
    return Decimal(f"{match[1]}.{match[2] or 0}") if match else None


class PercentageFormField(forms.DecimalField):
    """Typed and shown with the decimal sign of the editor's language; a percent sign may follow."""

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return super().to_python(value)
        if (number := parsed(str(value))) is None:
            raise ValidationError(REMEDY, params={"typed": value})
        return number

    def prepare_value(self, value: Any) -> Any:
        return localize(Decimal(written(value))) if isinstance(value, Decimal) else value


class PercentageField(models.DecimalField):
    def formfield(self, **options: Any) -> forms.Field:
        return super().formfield(**{"form_class": PercentageFormField} | options)


class PercentageFact(DatedFact):
    kind = "percentage"

    of = LocalisedField(
        models.CharField(_("of what"), max_length=100, blank=True, help_text=_("Such as “van de WOZ-waarde”."))
    )
    tariff = models.ForeignKey(
        Tariff,
        verbose_name=_("tariff"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="percentages",
        help_text=_("The table in which this percentage is a row. May stay empty."),
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("The row's place in the tariff: low numbers first.")
    )
    condition_label = LocalisedField(
        models.CharField(
            _("applies to"), max_length=255, blank=True, help_text=_("In words, such as “eigenaar van een woning”.")
        )
    )

    class Meta:
        verbose_name = _("percentage")
        verbose_name_plural = _("percentages")


class PercentageValue(DatedValue):
    fact = ParentalKey(PercentageFact, on_delete=models.CASCADE, related_name="values")
    percentage = PercentageField(
        _("percentage"), max_digits=9, decimal_places=6, help_text=_("At most six decimals, such as 0,0934.")
    )

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")


def _value(fact: Record, row: Record) -> Percentage:
    return Percentage(row.percentage, locale_text(fact, "of"))


def _own_fields(facts: Sequence[Record]) -> Mapping[str, dict[str, Any]]:
    tariffs = keys_by_id(Tariff, (fact.tariff_id for fact in facts))
    return {
        fact.key: {
            "tariff": tariffs.get(fact.tariff_id),
            "position": fact.position,
            "condition_label": locale_text(fact, "condition_label"),
        }
        for fact in facts
    }


def _fields(entry: Entry, place: int) -> Fields:
    return {
        "of": entry.get("of"),
        "tariff": entry.get("tariff"),
        "position": place,
        "condition_label": entry.get("applies"),
        "values": dated_rows(entry, lambda row: {"percentage": row["percentage"]}),
    }


def _parse(text: str, row: DatedValue) -> Fields:
    if (number := parsed(text)) is None:
        raise FactValueError(f"'{text}' is not a percentage; write it like 0,0934 or 0.0934 %, at most six decimals")
    return {"percentage": number}


KIND = EditorialKind(
    model=PercentageFact,
    icon="decimal",
    columns=(Column("condition_label", label=_("Applies to")),),
    panels=(
        values_panel(FieldPanel("percentage")),
        MultiFieldPanel(
            [
                FieldPanel("of"),
                FieldRowPanel([FieldPanel("tariff"), FieldPanel("position")]),
                FieldPanel("condition_label"),
            ],
            heading=_("Place in a tariff"),
        ),
    ),
    read=dated_facts(PercentageFact, _value, _own_fields),
    group="percentages",
    fields=_fields,
    parse=_parse,
    example="0,0934 %",
)
