"""Periods of validity: how long what people receive stays valid."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from products.models.choices import Unit
from products.models.dated import DatedValue
from products.models.durations import duration_fields, parse_duration
from products.models.fact import DatedFact
from products.models.fact_kind import EditorialKind
from products.models.fact_panels import values_panel
from products.models.fact_rows import dated_facts, dated_rows
from releases.facts.kinds.validity import Validity
from releases.facts.values import Duration


class ValidityFact(DatedFact):
    kind = "validity"

    class Meta:
        verbose_name = _("period of validity")
        verbose_name_plural = _("periods of validity")


class ValidityValue(DatedValue):
    fact = ParentalKey(ValidityFact, on_delete=models.CASCADE, related_name="values")
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices, default=Unit.YEAR)

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")


KIND = EditorialKind(
    model=ValidityFact,
    icon="calendar-check",
    panels=(values_panel(FieldRowPanel([FieldPanel("quantity"), FieldPanel("unit")])),),
    read=dated_facts(ValidityFact, lambda fact, row: Validity(Duration(row.quantity, row.unit))),
    group="validities",
    fields=lambda entry, place: {"values": dated_rows(entry, lambda row: duration_fields(row["is"]))},
    parse=parse_duration,
    example="10 year",
)
