"""Terms: how long things take, and how long they stay valid."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from products.models.choices import Basis, Direction, TermRole, Unit
from products.models.dated import DatedValue
from products.models.fact import DatedFact
from products.models.localised import LocalisedField


class TermFact(DatedFact):
    kind = "term"

    role = models.CharField(_("purpose"), max_length=10, choices=TermRole.choices, default=TermRole.PRODUCE)
    direction = models.CharField(
        _("before or after"), max_length=10, choices=Direction.choices, default=Direction.AFTER
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
