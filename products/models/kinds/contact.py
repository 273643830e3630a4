"""Contact points: how to reach somebody."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from products.models.dated import DatedValue
from products.models.fact import DatedFact
from products.models.fact_kind import EditorialKind, FactValueError, Fields
from products.models.fact_panels import values_panel
from products.models.fact_rows import dated_facts, dated_rows
from products.models.records import Record
from releases.facts.kinds.contact import Contact

WAYS = ("telephone", "email", "url", "address")
WAY = re.compile(rf"({'|'.join(WAYS)})=(.*)", re.DOTALL)


class ContactPoint(DatedFact):
    kind = "contact"

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")


class ContactValue(DatedValue):
    fact = ParentalKey(ContactPoint, on_delete=models.CASCADE, related_name="values")
    telephone = models.CharField(_("telephone"), max_length=30, blank=True, help_text=_("As people dial it."))
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    address = models.TextField(_("postal address"), blank=True)

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")

    def clean(self) -> None:
        super().clean()
        if not (self.telephone or self.email or self.url or self.address):
            raise ValidationError({"telephone": _("Give at least one way to reach this contact point.")})


def _value(fact: Record, row: Record) -> Contact:
    return Contact(row.telephone, row.email, row.url, row.address)


def _parse(text: str, row: DatedValue) -> Fields:
    """One way to reach it; the others stay."""
    if not (match := WAY.fullmatch(text.strip())):
        raise FactValueError(f"'{text}' is not part of a contact point; write it like telephone=14 0342")
    return {match[1]: match[2].strip()}


KIND = EditorialKind(
    model=ContactPoint,
    icon="mail",
    panels=(
        values_panel(
            FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]), FieldPanel("url"), FieldPanel("address")
        ),
    ),
    read=dated_facts(ContactPoint, _value),
    group="contacts",
    fields=lambda entry, place: {"values": dated_rows(entry, lambda row: {way: row.get(way, "") for way in WAYS})},
    parse=_parse,
    example="telephone=14 0342",
)
