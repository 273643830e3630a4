"""How the municipality looks and what it is called, from a day on."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from products.models.editorial import Editorial, Rows, Violation
from products.models.words import LogoName

HEX_COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as # and six lower-case digits, such as #00578a."))


class ColourField(models.CharField):
    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **{"max_length": 7, "validators": [HEX_COLOUR], **options})


class HouseStyle(Editorial):
    """Colours and type become a tree of W3C design tokens."""

    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, unique=True, help_text=_("The first day. Empty: from the beginning.")
    )
    name_nl = models.CharField(_("name of the municipality (Dutch)"), max_length=100)
    name_en = models.CharField(_("name of the municipality (English)"), max_length=100, blank=True)
    email_sender_name_nl = models.CharField(_("sender of e-mail (Dutch)"), max_length=100)
    email_sender_name_en = models.CharField(_("sender of e-mail (English)"), max_length=100, blank=True)
    email_sender_address = models.EmailField(_("e-mail address of the sender"))
    phone_greeting_nl = models.CharField(_("greeting on the phone (Dutch)"), max_length=255)
    phone_greeting_en = models.CharField(_("greeting on the phone (English)"), max_length=255, blank=True)

    colour_primary = ColourField(_("primary colour"), default="#00578a")
    colour_on_primary = ColourField(_("text on the primary colour"), default="#ffffff")
    colour_accent = ColourField(_("accent colour"), default="#f0b400")
    colour_on_accent = ColourField(_("text on the accent colour"), default="#1b1b1b")
    colour_background = ColourField(_("background"), default="#ffffff")
    colour_surface = ColourField(_("background of blocks"), default="#f2f5f7")
    colour_text = ColourField(_("text"), default="#1b1b1b")
    colour_text_subtle = ColourField(_("quiet text"), default="#51606b")
    colour_link = ColourField(_("links"), default="#00578a")
    colour_border = ColourField(_("borders"), default="#c5ced6")
    colour_focus = ColourField(_("focus ring"), default="#1b1b1b")

    font_heading = models.CharField(_("font of headings"), max_length=255, default="system-ui, sans-serif")
    font_body = models.CharField(_("font of text"), max_length=255, default="system-ui, sans-serif")
    font_size = models.PositiveSmallIntegerField(
        _("size of text in pixels"), default=18, validators=[MinValueValidator(14), MaxValueValidator(28)]
    )
    radius = models.PositiveSmallIntegerField(
        _("rounding of corners in pixels"), default=4, validators=[MaxValueValidator(40)]
    )

    row_relations = ("logos",)

    class Meta:
        verbose_name = _("house style")
        verbose_name_plural = _("house styles")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.name_nl

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)


class HouseStyleLogo(Orderable):
    """`digest` names the bytes as they were when this row was saved; a later change of the image does not show."""

    style = ParentalKey(HouseStyle, on_delete=models.CASCADE, related_name="logos")
    name = models.CharField(_("use"), max_length=10, choices=LogoName.choices, default=LogoName.PRIMARY)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("SVG or PNG."),
    )
    alt_nl = models.CharField(_("alternative text (Dutch)"), max_length=255)
    alt_en = models.CharField(_("alternative text (English)"), max_length=255)
    digest = models.CharField(max_length=64, editable=False, blank=True)
    media_type = models.CharField(max_length=20, editable=False, blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)

    class Meta(Orderable.Meta):
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
