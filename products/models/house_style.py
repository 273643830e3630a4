"""House style and name of the municipality, from a day on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from products import logos
from products.models.choices import LogoName
from products.models.editorial import Editorial, Named, Rows, Violation, repeated
from products.models.localised import LocalisedField

HEX = r"#[0-9a-f]{6}"
HEX_COLOUR = RegexValidator(rf"^{HEX}$", _("Write the colour as # and six lower-case digits, such as #00578a."))


PRODUCT_ADDRESS = RegexValidator(
    r"^https://([^\s{}]|\{locale\})+\{key\}[^\s{}]*$",
    _("Write an address that begins with https:// and has {key} where the key of the product comes."),
)
# What is read and what only has to be seen, as WCAG 2 asks; e-mail, letters and print are derived, always legible.
READABLE, VISIBLE = 4.5, 3.0
PAIRS = (
    ("colour_text", "colour_background", READABLE),
    ("colour_text", "colour_surface", READABLE),
    ("colour_text_subtle", "colour_background", READABLE),
    ("colour_text_subtle", "colour_surface", READABLE),
    ("colour_link", "colour_background", READABLE),
    ("colour_link", "colour_surface", READABLE),
    ("colour_on_primary", "colour_primary", READABLE),
    ("colour_on_accent", "colour_accent", READABLE),
    ("colour_primary", "colour_background", VISIBLE),
    ("colour_focus", "colour_background", VISIBLE),
    ("colour_focus", "colour_surface", VISIBLE),
)
LARGEST_LOGO = 300_000
# Width divided by height: at least, at most.
LOGO_SHAPES = {
    LogoName.PRIMARY: (0.5, 8.0),
    LogoName.MONOCHROME: (0.5, 8.0),
    LogoName.ICON: (0.8, 1.25),
    LogoName.EMAIL: (0.5, 8.0),
}


def contrast(one: str, other: str) -> float:
    """How well two colours stand apart, from 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _decimal(ratio: float) -> str:
    """With a comma, and cut off, so that 4,49 is not told as 4,5."""
    return f"{int(ratio * 100) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class ColourField(models.CharField):
    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **{"max_length": 7, "validators": [HEX_COLOUR], **options})


class HouseStyle(Named, Editorial):
    """Colours and type become a tree of W3C design tokens."""

    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, unique=True, help_text=_("The first day. Empty: from the beginning.")
    )
    name = LocalisedField(models.CharField(_("name of the municipality"), max_length=100))
    email_sender_name = LocalisedField(models.CharField(_("sender of e-mail"), max_length=100))
    email_sender_address = models.EmailField(_("e-mail address of the sender"))
    phone_greeting = LocalisedField(models.CharField(_("greeting on the phone"), max_length=255))

    product_address = models.CharField(
        _("address of a product on the website"), max_length=300, blank=True, default="", db_default="",
        validators=[PRODUCT_ADDRESS],
        help_text=_("{key} stands for the product, {locale} for the language: https://www.gemeente.example/{locale}/product/{key}."),
    )  # fmt: skip

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

    def clean(self) -> None:
        super().clean()
        errors: dict[str, list[str]] = {}
        for text, behind, least in PAIRS:
            if message := self._contrast_error(text, behind, least):
                errors.setdefault(text, []).append(message)
        if errors:
            raise ValidationError(errors)

    def _contrast_error(self, text: str, behind: str, least: float) -> str:
        colours = getattr(self, text), getattr(self, behind)
        if not all(re.fullmatch(HEX, colour or "") for colour in colours):
            return ""
        if (ratio := contrast(*colours)) >= least:
            return ""
        message = gettext(
            "“%(text)s” on “%(behind)s” has a contrast of %(ratio)s to 1; it must be at least %(least)s to 1."
        )
        return message % {
            "text": self._meta.get_field(text).verbose_name,
            "behind": self._meta.get_field(behind).verbose_name,
            "ratio": _decimal(ratio),
            "least": _decimal(least),
        }

    def violations(self, rows: Rows) -> Iterator[Violation]:
        yield from super().violations(rows)
        yield from repeated(rows["logos"], "name", _("There is already a logo for this use."))


class HouseStyleLogo(Orderable):
    """`digest` names the bytes as they were when this row was saved; a later change of the image does not show."""

    style = ParentalKey(HouseStyle, on_delete=models.CASCADE, related_name="logos")
    name = models.CharField(_("use"), max_length=10, choices=LogoName.choices, default=LogoName.PRIMARY)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("SVG or PNG. Mail programs show no SVG: give a PNG for e-mail beside a primary logo that is one."),
    )
    alt = LocalisedField(models.CharField(_("alternative text"), max_length=255), in_all=True)
    digest = models.CharField(max_length=64, editable=False, blank=True)
    media_type = models.CharField(max_length=20, editable=False, blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)

    class Meta(Orderable.Meta):
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def clean(self) -> None:
        super().clean()
        if self.image_id:
            self._keep_bytes()

    def save(self, *args: Any, **options: Any) -> None:
        if not self.digest:
            self._keep_bytes()
        super().save(*args, **options)

    def _keep_bytes(self) -> None:
        """Takes over the image as it is now; a revision that comes back later keeps the digest it had."""
        with self.image.open_file() as file:
            data = file.read()
        try:
            self.digest, self.media_type = logos.store(data)
        except logos.LogoError as error:
            raise ValidationError({"image": str(error)}) from error
        if self.name == LogoName.EMAIL and self.media_type != "image/png":
            raise ValidationError({"image": _("Mail programs show no SVG: choose a PNG for e-mail.")})
        self.width, self.height = int(self.image.width), int(self.image.height)
        self._check_shape(len(data))

    def _check_shape(self, size: int) -> None:
        if size > LARGEST_LOGO:
            raise ValidationError({"image": _("A logo may be at most 300 kB; every page and e-mail loads it.")})
        least, most = LOGO_SHAPES[LogoName(self.name)]
        if self.height and not least <= self.width / self.height <= most:
            message = _("This image is %(width)s by %(height)s pixels: too wide or too high for this use.")
            raise ValidationError({"image": message % {"width": self.width, "height": self.height}})
