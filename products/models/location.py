"""Locations that people can come to."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from products.keys import Keyed, KeyField
from products.models.dated import overlap_violations
from products.models.editorial import Editorial, Named, Rows, Violation
from products.models.localised import LocalisedField

POSTCODE = RegexValidator(r"^[1-9][0-9]{3} [A-Z]{2}$", _("Write the postcode as 1234 AB."))

DEGREES = {"max_digits": 8, "decimal_places": 6, "null": True, "blank": True}
# Of the Netherlands, overseas and neighbours included: two numbers that were swapped are refused.
LATITUDE = [MinValueValidator(10), MaxValueValidator(60)]
LONGITUDE = [MinValueValidator(-70), MaxValueValidator(9)]


class Location(Named, Keyed, Editorial):
    """Its opening hours are the facts of that kind that name it."""

    key = KeyField(unique=True)
    name = LocalisedField(models.CharField(_("name"), max_length=255))
    street = models.CharField(_("street and number"), max_length=255)
    postcode = models.CharField(_("postcode"), max_length=7, validators=[POSTCODE])
    place = models.CharField(_("place"), max_length=100)
    latitude = models.DecimalField(_("latitude"), validators=LATITUDE, help_text=_("Such as 52.140000."), **DEGREES)
    longitude = models.DecimalField(_("longitude"), validators=LONGITUDE, help_text=_("Such as 5.590000."), **DEGREES)
    directions = LocalisedField(models.TextField(_("how to get there"), blank=True))
    accessibility = LocalisedField(
        models.TextField(_("accessibility"), blank=True, help_text=_("Entrance, lift, toilet, hearing loop."))
    )

    row_relations = ("availability",)

    search_fields = [index.SearchField("key"), index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["name__source"]

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) is not (self.longitude is None):
            raise ValidationError({"longitude": _("Give both numbers, or neither.")})

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from overlap_violations(rows["availability"])
