"""Availability of a product, a way to ask for it or a location: stopped or ended from a day; else it is open."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from products.models.choices import AvailabilityStatus
from products.models.dated import Dated
from products.models.localised import LocalisedField
from products.models.location import Location
from products.models.product import ProductPage
from products.models.route import Route


class AvailabilityPeriod(Dated):
    status = models.CharField(
        _("availability"), max_length=10, choices=AvailabilityStatus.choices, default=AvailabilityStatus.STOPPED
    )
    reason = LocalisedField(
        models.CharField(
            _("reason"), max_length=255, blank=True, help_text=_("One short sentence, which every channel tells.")
        )
    )

    class Meta(Dated.Meta):
        abstract = True


class Availability(AvailabilityPeriod):
    successor = models.ForeignKey(
        ProductPage,
        verbose_name=_("what came in its place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Channels lead people there. It must be published."),
    )

    class Meta(AvailabilityPeriod.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.status == AvailabilityStatus.OPEN and self.successor_id:
            raise ValidationError({"successor": _("What is open has nothing in its place. Leave this empty.")})
        if self.status == AvailabilityStatus.ENDED and not (self.successor_id or self.reason.source):
            raise ValidationError({"successor": _("Choose what came in its place, or give the reason.")})


class ProductAvailability(Availability):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="availability")

    class Meta(Availability.Meta):
        verbose_name = _("availability")
        verbose_name_plural = _("availability")


class RouteAvailability(Availability):
    route = ParentalKey(Route, on_delete=models.CASCADE, related_name="availability")

    class Meta(Availability.Meta):
        verbose_name = _("availability")
        verbose_name_plural = _("availability")


class LocationAvailability(AvailabilityPeriod):
    location = ParentalKey(Location, on_delete=models.CASCADE, related_name="availability")

    class Meta(AvailabilityPeriod.Meta):
        verbose_name = _("availability")
        verbose_name_plural = _("availability")
