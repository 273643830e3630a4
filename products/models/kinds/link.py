"""Links: addresses on the web that go by their label."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from products.models.dated import DatedValue
from products.models.fact import DatedFact
from products.models.fact_kind import EditorialKind
from products.models.fact_panels import values_panel
from products.models.fact_rows import dated_facts, dated_rows, source_text
from products.models.localised import LocalisedField
from products.models.records import locale_text
from releases.facts.kinds.link import Link


class LinkFact(DatedFact):
    kind = "link"

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")


class LinkValue(DatedValue):
    fact = ParentalKey(LinkFact, on_delete=models.CASCADE, related_name="values")
    url = LocalisedField(models.URLField(_("address"), max_length=500))

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")


KIND = EditorialKind(
    model=LinkFact,
    icon="link",
    panels=(values_panel(FieldPanel("url")),),
    read=dated_facts(LinkFact, lambda fact, row: Link(locale_text(row, "url"))),
    group="links",
    fields=lambda entry, place: {"values": dated_rows(entry, lambda row: {"url": row["url"]})},
    parse=source_text("url"),
    example="https://www.example.nl/afspraak",
)
