"""Locations that people can come to."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from products.keys import Keyed, KeyField
from products.models.editorial import Editorial, Named
from products.models.localised import LocalisedField

POSTCODE = RegexValidator(r"^[1-9][0-9]{3} [A-Z]{2}$", _("Write the postcode as 1234 AB."))


class Location(Named, Keyed, Editorial):
    """Its opening hours are the facts of that kind that name it."""

    key = KeyField(unique=True)
    name = LocalisedField(models.CharField(_("name"), max_length=255))
    street = models.CharField(_("street and number"), max_length=255)
    postcode = models.CharField(_("postcode"), max_length=7, validators=[POSTCODE])
    place = models.CharField(_("place"), max_length=100)
    directions = LocalisedField(models.TextField(_("how to get there"), blank=True))
    accessibility = LocalisedField(
        models.TextField(_("accessibility"), blank=True, help_text=_("Entrance, lift, toilet, hearing loop."))
    )

    search_fields = [index.SearchField("key"), index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["name__source"]
