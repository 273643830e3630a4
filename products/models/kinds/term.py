"""Terms: how long something takes, before or after an event."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from products.models.choices import Basis, Bound, Direction, TermRole, Unit
from products.models.dated import DatedValue
from products.models.durations import duration_fields, parse_duration
from products.models.fact import DatedFact
from products.models.fact_kind import EditorialKind, Entry, Fields
from products.models.fact_panels import values_panel
from products.models.fact_rows import dated_facts, dated_rows
from products.models.localised import LocalisedField
from products.models.records import Record, locale_text
from releases.facts.kinds.term import Term
from releases.facts.values import Duration


class TermFact(DatedFact):
    kind = "term"

    role = models.CharField(_("purpose"), max_length=10, choices=TermRole.choices, default=TermRole.PRODUCE)
    direction = models.CharField(
        _("before or after"), max_length=10, choices=Direction.choices, default=Direction.AFTER
    )
    bound = models.CharField(
        _("how it counts"),
        max_length=10,
        choices=Bound.choices,
        blank=True,
        default="",
        db_default="",
        help_text=_("Leave empty to follow the purpose: made ready after that time, anything else at most so long."),
    )
    event = LocalisedField(
        models.CharField(
            _("event"), max_length=255, blank=True, help_text=_("What it counts from, such as “uw aanvraag”.")
        )
    )
    exceeded = LocalisedField(
        models.TextField(
            _("if it takes longer"), blank=True, help_text=_("What people can do when the term has passed.")
        )
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")


class TermValue(DatedValue):
    fact = ParentalKey(TermFact, on_delete=models.CASCADE, related_name="values")
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices, default=Unit.WORKING_DAY)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices, default=Basis.SERVICE)
    cut_off = models.TimeField(
        _("if asked before"), null=True, blank=True, help_text=_("The time of day until which today still counts.")
    )
    ready_from = models.TimeField(
        _("ready from"), null=True, blank=True, help_text=_("The time of day at which it is ready.")
    )
    extension_quantity = models.PositiveSmallIntegerField(_("can be extended by"), null=True, blank=True)
    extension_unit = models.CharField(_("unit of the extension"), max_length=12, choices=Unit.choices, blank=True)

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")

    def clean(self) -> None:
        super().clean()
        if (self.extension_quantity is None) != (not self.extension_unit):
            field = "extension_quantity" if self.extension_quantity is None else "extension_unit"
            raise ValidationError({field: _("An extension needs both a number and a unit.")})


def _value(fact: Record, row: Record) -> Term:
    extension = Duration(row.extension_quantity, row.extension_unit) if row.extension_quantity else None
    return Term(
        duration=Duration(row.quantity, row.unit),
        role=fact.role,
        direction=fact.direction,
        bound=fact.bound or None,
        event=locale_text(fact, "event"),
        basis=row.basis,
        cut_off=row.cut_off,
        ready_from=row.ready_from,
        extension=extension,
        exceeded=locale_text(fact, "exceeded"),
    )


def _fields(entry: Entry, place: int) -> Fields:
    return {
        "role": entry.get("role", "produce"),
        "direction": entry.get("direction", "after"),
        "bound": entry.get("bound", ""),
        "event": entry.get("event"),
        "exceeded": entry.get("exceeded"),
        "values": dated_rows(entry, _row),
    }


def _row(entry: Entry) -> Fields:
    return {
        **duration_fields(entry["is"]),
        "basis": entry.get("basis", "service"),
        "cut_off": entry.get("cut_off"),
        "ready_from": entry.get("ready_from"),
        **_extension(entry.get("extension")),
    }


def _extension(text: str | None) -> Fields:
    extension = duration_fields(text) if text else {"quantity": None, "unit": ""}
    return {f"extension_{name}": value for name, value in extension.items()}


KIND = EditorialKind(
    model=TermFact,
    icon="time",
    panels=(
        FieldRowPanel([FieldPanel("role"), FieldPanel("direction"), FieldPanel("bound")]),
        FieldPanel("event"),
        values_panel(
            FieldRowPanel([FieldPanel("quantity"), FieldPanel("unit"), FieldPanel("basis")]),
            FieldRowPanel([FieldPanel("cut_off"), FieldPanel("ready_from")]),
            FieldRowPanel([FieldPanel("extension_quantity"), FieldPanel("extension_unit")]),
        ),
        FieldPanel("exceeded"),
    ),
    read=dated_facts(TermFact, _value),
    group="terms",
    fields=_fields,
    parse=parse_duration,
    example="5 workingDay",
)
