"""The ways to ask for a product."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from products.keys import KEY_FORM
from products.models.choices import Login, RouteKind
from products.models.dated import overlap_violations
from products.models.editorial import Labelled, RowRules, Rows, Violation
from products.models.localised import LocalisedField
from products.models.product import ProductPage


class Route(Labelled, RowRules, ClusterableModel, Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="routes")
    key = models.CharField(_("name"), max_length=50, validators=[KEY_FORM], help_text=_("Such as online or balie."))
    kind = models.CharField(_("kind"), max_length=10, choices=RouteKind.choices, default=RouteKind.DESK)
    label = LocalisedField(models.CharField(_("label"), max_length=100, help_text=_("Such as “Aan de balie”.")))
    choose_when = LocalisedField(models.CharField(_("choose this when"), max_length=255, blank=True))
    login = models.CharField(_("login"), max_length=20, choices=Login.choices, default=Login.NONE)
    url = LocalisedField(models.URLField(_("link to the form"), max_length=500, blank=True))
    appointment_url = LocalisedField(models.URLField(_("link to an appointment"), max_length=500, blank=True))
    hours = models.ForeignKey(
        "products.OpeningHoursFact",
        verbose_name=_("opening hours"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    contact = models.ForeignKey(
        "products.ContactPoint",
        verbose_name=_("contact point"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    locations = ParentalManyToManyField("products.Location", verbose_name=_("locations"), blank=True, related_name="+")

    row_relations = ("availability",)

    class Meta(Orderable.Meta):
        verbose_name = _("route")
        verbose_name_plural = _("routes")

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from overlap_violations(rows["availability"])


class RouteFact(Orderable):
    """A fact that belongs to this way of asking, such as its fee or its term."""

    route = ParentalKey(Route, on_delete=models.CASCADE, related_name="route_facts")
    fact = models.ForeignKey("products.Fact", verbose_name=_("fact"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
