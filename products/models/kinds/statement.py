"""Statements: rules in words, told the same in every channel."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from products.models.choices import StatementRole
from products.models.dated import DatedValue
from products.models.fact import DatedFact
from products.models.fact_kind import EditorialKind, Entry, Fields
from products.models.fact_panels import values_panel
from products.models.fact_rows import dated_facts, dated_rows, source_text
from products.models.localised import LocalisedField
from products.models.records import Record, locale_text
from releases.facts.kinds.statement import Statement


class StatementFact(DatedFact):
    """A rule in words: a condition, a thing to bring, a step."""

    kind = "statement"

    role = models.CharField(_("purpose"), max_length=10, choices=StatementRole.choices, default=StatementRole.CONDITION)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")


class StatementValue(DatedValue):
    fact = ParentalKey(StatementFact, on_delete=models.CASCADE, related_name="values")
    text = LocalisedField(models.TextField(_("text"), help_text=_("Plain words (B1), told the same in every channel.")))
    short = LocalisedField(
        models.CharField(
            _("short"), max_length=255, blank=True, help_text=_("For the desk and the phone. May stay empty.")
        )
    )

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")


def _value(fact: Record, row: Record) -> Statement:
    return Statement(locale_text(row, "text"), locale_text(row, "short"), fact.role)


def _fields(entry: Entry, place: int) -> Fields:
    """Called by its short text when it has no label."""
    return {
        "label": entry.get("label") or entry.get("short") or entry["text"],
        "role": entry["role"],
        "values": dated_rows(entry, lambda row: {"text": row["text"], "short": row.get("short")}),
    }


KIND = EditorialKind(
    model=StatementFact,
    icon="list-ul",
    panels=(FieldPanel("role"), values_panel(FieldPanel("text"), FieldPanel("short"))),
    read=dated_facts(StatementFact, _value),
    group="statements",
    fields=_fields,
    parse=source_text("text"),
    example="Neem uw oude paspoort mee.",
)
