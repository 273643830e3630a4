"""Search rules of editors, each in one language: synonyms, top results, emphasis and the weights of fields."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from products.content_languages import source_language
from products.models.editorial import Editorial, Rows, Violation, repeated
from products.models.product import ProductPage
from releases.core.search_rules import LEAST_FACTOR, MOST_FACTOR, MOST_WEIGHT

LONGEST, MOST_LINES = 100, 30


def content_languages() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


def lines_of(text: str) -> list[str]:
    """The lines that say something, each with single spaces."""
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


def check_lines(text: str) -> None:
    lines = lines_of(text)
    if len(lines) > MOST_LINES:
        raise ValidationError(_("Give at most %(count)d lines.") % {"count": MOST_LINES})
    if any(len(line) > LONGEST for line in lines):
        raise ValidationError(_("A line may have at most %(count)d characters.") % {"count": LONGEST})


class SearchRule(Editorial):
    language = models.CharField(_("language"), max_length=16, choices=content_languages, default=source_language)

    class Meta:
        abstract = True


class Synonym(SearchRule):
    words = models.CharField(
        _("who searches for"), max_length=LONGEST, help_text=_("A word or a few words, as people type them.")
    )
    means = models.TextField(
        _("also finds"), validators=[check_lines], help_text=_("Words that our own texts have; one per line.")
    )
    both_ways = models.BooleanField(
        _("both ways"), default=False, help_text=_("Whoever searches for any of these words finds all the others too.")
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        arrow = "↔" if self.both_ways else "→"
        return f"{self.words or '…'} {arrow} {', '.join(lines_of(self.means)) or '…'}"


class BestBet(SearchRule):
    """`questions` are whole questions, with or without words that only ask for a fact."""

    questions = models.TextField(
        _("when someone asks"), validators=[check_lines], help_text=_("The whole search, one per line: “trouwen”.")
    )

    row_relations = ("products",)

    class Meta:
        verbose_name = _("top result")
        verbose_name_plural = _("top results")
        ordering = ["questions", "pk"]

    def __str__(self) -> str:
        return ", ".join(lines_of(self.questions)) or "…"

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from repeated(rows["products"], "product", _("This product is already in the list."))


class BestBetProduct(Orderable):
    bet = ParentalKey(BestBet, on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey(ProductPage, verbose_name=_("product"), on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")


class Emphasis(SearchRule):
    """A product is hidden, or its score is multiplied by `factor`."""

    product = models.ForeignKey(ProductPage, verbose_name=_("product"), on_delete=models.PROTECT, related_name="+")
    hidden = models.BooleanField(
        _("hide"), default=False, help_text=_("Search never shows this product; its page stays where it is.")
    )
    factor = models.DecimalField(
        _("factor"), max_digits=4, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(LEAST_FACTOR), MaxValueValidator(MOST_FACTOR)],
        help_text=_("2 counts twice as much and so stands higher, 0,5 half as much. From 0,1 to 10."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("emphasis")
        verbose_name_plural = _("emphasis")
        ordering = ["product__title", "pk"]

    def __str__(self) -> str:
        return f"{self.product.title if self.product_id else '…'} ({self.effect})"

    @property
    def effect(self) -> str:
        return str(_("hidden")) if self.hidden else f"× {self.factor or '…'}"

    def clean(self) -> None:
        super().clean()
        if self.hidden == (self.factor is not None):
            raise ValidationError({"factor": _("Hide the product, or give a factor: one of the two.")})


class WeightField(models.DecimalField):
    def __init__(self, *args: object, **options: object) -> None:
        bounds = {"validators": [MinValueValidator(Decimal(0)), MaxValueValidator(MOST_WEIGHT)]}
        shape = {"max_digits": 4, "decimal_places": 1, "null": True, "blank": True}
        super().__init__(*args, **{**shape, **bounds, **options})


class FieldWeights(SearchRule):
    """How much a word says by where it stands; what is empty keeps the weight that search gives it."""

    exact = WeightField(_("the whole name"))
    title = WeightField(_("title"))
    names = WeightField(_("other names"))
    upl = WeightField(_("UPL name"))
    summary = WeightField(_("summary"))
    facts = WeightField(_("names of facts"))
    theme = WeightField(_("theme"))
    audience = WeightField(_("audience"))
    text = WeightField(_("running text"))
    notes = WeightField(_("internal notes"))

    FIELDS = ("exact", "title", "names", "upl", "summary", "facts", "theme", "audience", "text", "notes")

    class Meta:
        verbose_name = _("weights of fields")
        verbose_name_plural = _("weights of fields")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["language"],
                name="one_set_of_weights_per_language",
                violation_error_message=_("There already are weights for this language: change those."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} ({self.get_language_display()})"

    def clean(self) -> None:
        super().clean()
        if not any(getattr(self, name) != 0 for name in self.FIELDS if name != "exact"):
            raise ValidationError(_("With every weight at 0 search finds nothing. Give at least one field a weight."))
