"""A product: what a resident or company can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from products.blocks import TEXT_FEATURES, ContactMomentsBlock, PhoneStepsBlock, SectionsBlock
from products.content_languages import source_language
from products.models.choices import OFFLINE_ROUTES
from products.models.dated import overlap_violations
from products.models.editorial import Rows, Violation, repeated
from products.models.localised import LocalisedField
from products.models.page import KeyedPage
from products.models.previewed import Previewed
from products.models.product_panels import PRODUCT_FORM
from products.models.team import OPENS_NOTHING


class ProductPage(Previewed, KeyedPage):
    """Its rows are in product_rows.py and route.py."""

    summary = models.TextField(
        _("summary"), max_length=400, blank=True, help_text=_("One or two sentences for lists and search results.")
    )
    public_address = models.URLField(
        _("own address on the website"), max_length=500, blank=True, default="", db_default="",
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Only when this product has another address there than the house style gives it."),
    )  # fmt: skip
    sections = StreamField(SectionsBlock(), blank=True, verbose_name=_("sections"))
    contact_moments = StreamField(ContactMomentsBlock(), blank=True, verbose_name=_("messages"))
    desk_bring = RichTextField(_("what to bring"), blank=True, features=TEXT_FEATURES)
    desk_notes = RichTextField(_("notes for the desk"), blank=True, features=TEXT_FEATURES)
    phone_steps = StreamField(PhoneStepsBlock(), blank=True, verbose_name=_("steps for the phone"))
    internal_notes = RichTextField(_("internal notes"), blank=True, features=TEXT_FEATURES)

    for_residents = models.BooleanField(_("for residents"), default=True)
    for_businesses = models.BooleanField(_("for businesses"), default=False)
    decided_by = models.ForeignKey(
        "products.Organisation",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    carried_out_by = models.ForeignKey(
        "products.Organisation",
        verbose_name=_("carried out by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    no_offline_route_reason = LocalisedField(
        models.CharField(_("no route without internet, because"), max_length=255, blank=True)
    )
    team = models.ForeignKey(
        Group,
        verbose_name=_("team"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to=OPENS_NOTHING,
    )

    source_only: ClassVar[tuple[str, ...]] = (
        "key", "for_residents", "for_businesses", "decided_by", "carried_out_by", "team",
        "no_offline_route_reason",
        "upl_names", "external_codes", "product_facts", "routes", "referrals", "related_products", "availability",
    )  # fmt: skip
    row_relations = (
        "names", "upl_names", "external_codes", "product_facts", "routes", "referrals", "related_products",
        "availability",
    )  # fmt: skip

    edit_handler = PRODUCT_FORM
    parent_page_types = ["products.ThemePage"]
    subpage_types: ClassVar[list[Any]] = []
    search_fields = [*KeyedPage.search_fields, index.SearchField("key"), index.SearchField("summary")]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def clean(self) -> None:
        super().clean()
        if self.is_source and not (self.for_residents or self.for_businesses):
            raise ValidationError({"for_residents": _("Choose for whom this is: residents, businesses or both.")})

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        if self.is_source:
            yield from self._no_offline_route(rows)
        yield from overlap_violations(rows["availability"])
        yield from self._own_successor(rows)
        yield from repeated(rows["routes"], "key", _("There is already a route with this name."))
        yield from repeated(rows["upl_names"], "upl", _("This name is already chosen."))
        yield from repeated(rows["product_facts"], "fact", _("This fact is already listed."))
        yield from repeated(rows["related_products"], "product", _("This product is already listed."))

    def _own_successor(self, rows: Rows) -> Iterator[Violation]:
        message = _("A product cannot come in its own place. Choose another.")
        own = (row for row in rows["availability"] if self.pk and row.successor_id == self.pk)
        yield from (Violation("successor", message, row) for row in own)

    def _no_offline_route(self, rows: Rows) -> Iterator[Violation]:
        kinds = {route.kind for route in rows["routes"]}
        if kinds and not kinds & OFFLINE_ROUTES and not self.no_offline_route_reason.source:
            message = _(
                "People without internet cannot ask for this. Add a route by desk, phone or post, or say why not."
            )
            yield Violation("no_offline_route_reason", message, language=source_language())
