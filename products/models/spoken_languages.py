"""Languages that residents speak and our texts are not in, with the names that each has for our products."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from products.models.editorial import Editorial, Rows, Violation, repeated
from products.models.product import ProductPage
from products.models.search_rules import check_lines, lines_of

LANGUAGE_CODE = RegexValidator(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", _("Give a language code, such as “pl”."))


class SpokenLanguage(Editorial):
    name = models.CharField(_("language"), max_length=60, help_text=_("As your colleagues call it: “Polish”."))
    code = models.CharField(
        _("language code"), max_length=16, unique=True, validators=[LANGUAGE_CODE],
        help_text=_("Two or three letters, by which a screen reader knows how to say it: “pl”."),
    )  # fmt: skip
    notice = models.CharField(
        _("sentence above the results"),
        max_length=200,
        help_text=_("In this language: that the texts are in Dutch or English."),
    )

    row_relations = ("words",)

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or "…"

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from repeated(rows["words"], "product", _("This product is already in the list."))


class SpokenProductName(Orderable):
    language = ParentalKey(SpokenLanguage, on_delete=models.CASCADE, related_name="words")
    product = models.ForeignKey(ProductPage, verbose_name=_("product"), on_delete=models.PROTECT, related_name="+")
    names = models.TextField(
        _("what people call it"),
        validators=[check_lines],
        help_text=_("Its name and everyday words for it, in this language and its own script; one per line."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def __str__(self) -> str:
        return ", ".join(lines_of(self.names))
