"""Facts in words: rules, links and contact points."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from products.models.choices import StatementRole
from products.models.dated import DatedValue
from products.models.fact import DatedFact
from products.models.localised import LocalisedField


class StatementFact(DatedFact):
    """A rule in words: a condition, a thing to bring, a step."""

    kind = "statement"

    role = models.CharField(_("purpose"), max_length=10, choices=StatementRole.choices, default=StatementRole.CONDITION)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")


class StatementValue(DatedValue):
    fact = ParentalKey(StatementFact, on_delete=models.CASCADE, related_name="values")
    text = LocalisedField(models.TextField(_("text"), help_text=_("Plain words (B1), told the same in every channel.")))
    short = LocalisedField(
        models.CharField(
            _("short"), max_length=255, blank=True, help_text=_("For the desk and the phone. May stay empty.")
        )
    )

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")


class LinkFact(DatedFact):
    kind = "link"

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")


class LinkValue(DatedValue):
    fact = ParentalKey(LinkFact, on_delete=models.CASCADE, related_name="values")
    url = LocalisedField(models.URLField(_("address"), max_length=500))

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")


class ContactPoint(DatedFact):
    kind = "contact"

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")


class ContactValue(DatedValue):
    fact = ParentalKey(ContactPoint, on_delete=models.CASCADE, related_name="values")
    telephone = models.CharField(_("telephone"), max_length=30, blank=True, help_text=_("As people dial it."))
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    address = models.TextField(_("postal address"), blank=True)

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")

    def clean(self) -> None:
        super().clean()
        if not (self.telephone or self.email or self.url or self.address):
            raise ValidationError({"telephone": _("Give at least one way to reach this contact point.")})
