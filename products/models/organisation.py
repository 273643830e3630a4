"""Organisations that decide, carry out, help and are paid."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from products.keys import Keyed, KeyField
from products.models.editorial import Editorial, Named
from products.models.localised import LocalisedField


class Organisation(Named, Keyed, Editorial):
    key = KeyField(unique=True)
    name = LocalisedField(models.CharField(_("name"), max_length=255))
    contact = models.ForeignKey(
        "products.ContactPoint",
        verbose_name=_("contact point"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    url = LocalisedField(models.URLField(_("website"), max_length=500, blank=True))

    row_relations = ("opening_hours",)
    search_fields = [index.SearchField("key"), index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name__source"]


class OrganisationHours(Orderable):
    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="opening_hours")
    fact = models.ForeignKey(
        "products.OpeningHoursFact", verbose_name=_("opening hours"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
