"""The rows of a product: its names, codes, facts, referrals and related products."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from products.models.choices import NameKind
from products.models.localised import LocalisedField
from products.models.product import ProductPage


class ProductName(Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices, default=NameKind.EVERYDAY)
    name = models.CharField(_("name"), max_length=255)

    class Meta(Orderable.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")


class ProductUplName(Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="upl_names")
    upl = models.ForeignKey("products.UplName", verbose_name=_("UPL name"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("UPL name")
        verbose_name_plural = _("UPL names")


class ExternalCode(Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="external_codes")
    system = models.CharField(_("system"), max_length=50, help_text=_("Such as zaaktype or afspraken."))
    code = models.CharField(_("code"), max_length=100)

    class Meta(Orderable.Meta):
        verbose_name = _("external code")
        verbose_name_plural = _("external codes")


class ProductFact(Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="product_facts")
    fact = models.ForeignKey("products.Fact", verbose_name=_("fact"), on_delete=models.PROTECT, related_name="+")
    everywhere = models.BooleanField(
        _("tell everywhere"), default=True, help_text=_("Every channel must tell this; leaving it out is refused.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")


class ProductReferral(Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="referrals")
    organisation = models.ForeignKey(
        "products.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    text = LocalisedField(models.TextField(_("text"), help_text=_("Who helps, and what people should bring or ask.")))
    transfer = models.BooleanField(_("transfer the call"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")


class RelatedProduct(Orderable):
    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="related_products")
    product = models.ForeignKey(ProductPage, verbose_name=_("product"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("related product")
        verbose_name_plural = _("related products")

    def clean(self) -> None:
        super().clean()
        if self.product_id and self.product_id == self.page_id:
            raise ValidationError({"product": _("A product cannot be related to itself.")})
