"""The rows of a notice: what a channel says in its own words, and what the notice is about."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from products.content_languages import source_language
from products.localised_forms import LanguageError
from products.models.localised import LocalisedField
from products.models.notice import NOTICE_FEATURES, Notice, is_written
from releases.channels import CHANNELS


def channel_choices() -> list[tuple[str, str]]:
    return [(channel.name, channel.title) for channel in CHANNELS.values()]


class NoticeText(Orderable):
    """What one channel says in other words."""

    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="channel_texts")
    channel = models.CharField(_("channel"), max_length=16, choices=channel_choices)
    text = LocalisedField(RichTextField(_("text"), features=NOTICE_FEATURES))

    class Meta(Orderable.Meta):
        verbose_name = _("own text")
        verbose_name_plural = _("own texts")

    def clean(self) -> None:
        super().clean()
        if self.text.source and not is_written(self.text.source):
            raise ValidationError({"text": LanguageError(source_language(), gettext("Write the text."))})


class NoticeTheme(Orderable):
    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey("products.ThemePage", verbose_name=_("theme"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class NoticeProduct(Orderable):
    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey(
        "products.ProductPage", verbose_name=_("product"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")


class NoticeRoute(Orderable):
    """By its name, since a route is a row of its product and gets another id when that row is made anew."""

    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="routes")
    product = models.ForeignKey(
        "products.ProductPage", verbose_name=_("product"), on_delete=models.CASCADE, related_name="+"
    )
    route = models.CharField(_("name of the route"), max_length=50, help_text=_("Such as online or balie."))

    class Meta(Orderable.Meta):
        verbose_name = _("route")
        verbose_name_plural = _("routes")

    def unknown(self) -> str:
        """What is wrong with the name; empty when the product has such a route. Only the page in Dutch has routes."""
        family = type(self.product)._base_manager.filter(translation_key=self.product.translation_key)
        names = [route.key for page in family for route in page.routes.all()]
        if self.route in names:
            return ""
        message = gettext("“%(product)s” has no route “%(route)s”. It has: %(names)s.")
        return message % {"product": self.product.title, "route": self.route, "names": ", ".join(names) or "–"}


class NoticeLocation(Orderable):
    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="locations")
    location = models.ForeignKey(
        "products.Location", verbose_name=_("location"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("location")
        verbose_name_plural = _("locations")
