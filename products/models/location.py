"""Locations that people can come to."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from products.models.editorial import Editorial
from products.models.keys import Keyed, KeyField

POSTCODE = RegexValidator(r"^[1-9][0-9]{3} [A-Z]{2}$", _("Write the postcode as 1234 AB."))


class Location(Keyed, Editorial):
    """Its opening hours are the facts of that kind that name it."""

    key = KeyField(unique=True)
    name_nl = models.CharField(_("name (Dutch)"), max_length=255)
    name_en = models.CharField(_("name (English)"), max_length=255, blank=True)
    street = models.CharField(_("street and number"), max_length=255)
    postcode = models.CharField(_("postcode"), max_length=7, validators=[POSTCODE])
    place = models.CharField(_("place"), max_length=100)
    directions_nl = models.TextField(_("how to get there (Dutch)"), blank=True)
    directions_en = models.TextField(_("how to get there (English)"), blank=True)
    accessibility_nl = models.TextField(
        _("accessibility (Dutch)"), blank=True, help_text=_("Entrance, lift, toilet, hearing loop.")
    )
    accessibility_en = models.TextField(_("accessibility (English)"), blank=True)

    search_fields = [
        index.SearchField("key"),
        index.SearchField("name_nl"),
        index.AutocompleteField("name_nl"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["name_nl"]

    def __str__(self) -> str:
        return self.name_nl
