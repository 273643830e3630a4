"""Site information: top tasks, how to reach the municipality, and what the law wants at the foot of every page."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from products.models.choices import AccessibilityStatus
from products.models.editorial import Editorial, Rows, Violation, repeated
from products.models.localised import LocalisedField
from products.models.organisation import Organisation
from products.models.product import ProductPage


class SiteInformation(Editorial):
    """There is one. Telephone and hours are facts of the organisation, never typed here."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("the municipality"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its telephone number and hours stand on every page."),
    )
    location = models.ForeignKey(
        "products.Location",
        verbose_name=_("address to visit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    appointment_url = LocalisedField(models.URLField(_("link to an appointment"), max_length=500, blank=True))
    privacy_url = LocalisedField(models.URLField(_("privacy statement"), max_length=500, blank=True))
    accessibility_status = models.CharField(
        _("status"), max_length=1, choices=AccessibilityStatus.choices, default=AccessibilityStatus.NONE
    )
    accessibility_date = models.DateField(
        _("statement of"), null=True, blank=True, help_text=_("The day on which the statement was last revised.")
    )
    accessibility_register_url = models.URLField(
        _("in the national register"),
        max_length=500,
        blank=True,
        help_text=_("Such as https://www.toegankelijkheidsverklaring.nl/register/1."),
    )
    accessibility_contact = models.ForeignKey(
        "products.ContactPoint",
        verbose_name=_("contact point for complaints about accessibility"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accessibility_text = LocalisedField(
        models.TextField(
            _("what is not accessible yet"), blank=True, help_text=_("And what people can do instead. Plain sentences.")
        )
    )

    row_relations = ("top_tasks",)

    class Meta:
        verbose_name = _("site information")
        verbose_name_plural = _("site information")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        super().clean()
        if type(self).objects.exclude(pk=self.pk).exists():
            raise ValidationError(_("There is site information already: change that."))
        if self.accessibility_status != AccessibilityStatus.NONE:
            required = ("accessibility_date", "accessibility_register_url", "accessibility_contact")
            missing = [name for name in required if not getattr(self, name)]
            if missing:
                raise ValidationError({name: _("A statement with a status names this too.") for name in missing})

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from repeated(rows["top_tasks"], "product", _("This product is already in the list."))


class TopTask(Orderable):
    site = ParentalKey(SiteInformation, on_delete=models.CASCADE, related_name="top_tasks")
    product = models.ForeignKey(ProductPage, verbose_name=_("product"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("top task")
        verbose_name_plural = _("top tasks")
