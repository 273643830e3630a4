"""The ways to ask for a product."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from products.keys import KEY_FORM
from products.models.choices import AssuranceLevel, Login, RouteKind
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
    assurance_level = models.CharField(
        _("assurance level"),
        max_length=12,
        blank=True,
        default="",
        db_default="",
        choices=AssuranceLevel.choices,
        help_text=_("The level at which one must have logged in, as decided for this service."),
    )
    european_login = models.BooleanField(
        _("European login (eIDAS)"),
        default=False,
        db_default=False,
        help_text=_("A login that another European country recognises is accepted; required from level substantial."),
    )
    on_behalf = models.BooleanField(
        _("on behalf of another"), default=False, db_default=False,
        help_text=_("Whoever was authorised may do this for another person or company."),
    )  # fmt: skip
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

    def clean(self) -> None:
        super().clean()
        if self.login == Login.NONE and (self.assurance_level or self.european_login or self.on_behalf):
            raise ValidationError(
                {"login": _("Choose with what one logs in, or leave out what is said of logging in.")}
            )

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from overlap_violations(rows["availability"])


class RouteFact(Orderable):
    """A fact that belongs to this way of asking, such as its fee or its term."""

    route = ParentalKey(Route, on_delete=models.CASCADE, related_name="route_facts")
    fact = models.ForeignKey("products.Fact", verbose_name=_("fact"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
