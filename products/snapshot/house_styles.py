"""House styles, from the editors' fields to design tokens in the W3C format (DTCG 2025.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from products import logos
from products.content_languages import language_names
from products.models import HouseStyle
from products.models.records import Record, Rows, is_told, locale_text, records, with_drafts
from releases import snapshot as told
from releases.core.intervals import in_order

COLOURS = (
    "primary", "on_primary", "accent", "on_accent", "background", "surface",
    "text", "text_subtle", "link", "border", "focus",
)  # fmt: skip


def read_house_styles(drafts: Sequence[Model]) -> tuple[told.HouseStyle, ...]:
    styles = [style for style in with_drafts(records(HouseStyle), drafts, HouseStyle) if is_told(style)]
    rows = Rows(HouseStyle, "logos", styles)
    return tuple(_house_style(style, rows.of(style)) for style in in_order(styles))


def _house_style(style: Record, rows: Sequence[Record]) -> told.HouseStyle:
    return told.HouseStyle(
        name=locale_text(style, "name"),
        logos=tuple(map(_logo, rows)),
        tokens=tokens(style),
        email_sender_name=locale_text(style, "email_sender_name"),
        email_sender_address=style.email_sender_address,
        phone_greeting=locale_text(style, "phone_greeting"),
        product_address=_in_each_language(style.product_address),
        valid_from=style.valid_from,
    )


def _in_each_language(address: str) -> dict[str, str]:
    return {code: address.replace("{locale}", code) for code in language_names()} if address else {}


def _logo(row: Record) -> told.Logo:
    return told.Logo(
        name=row.name,
        href=logos.href(row.digest, row.media_type),
        digest=row.digest,
        alt=locale_text(row, "alt"),
        width=row.width,
        height=row.height,
        media_type=row.media_type,
    )


def tokens(style: Record) -> Mapping[str, object]:
    return {
        "color": {"$type": "color"} | {_camel(name): _colour(getattr(style, f"colour_{name}")) for name in COLOURS},
        "font": {
            "$type": "fontFamily",
            "heading": {"$value": _families(style.font_heading)},
            "body": {"$value": _families(style.font_body)},
        },
        "size": {"$type": "dimension", "text": _pixels(style.font_size), "radius": _pixels(style.radius)},
    }


def _colour(hex: str) -> dict[str, Any]:
    """The components as text, since canonical JSON knows no fractions; `hex` is what clients use."""
    components = [f"{int(hex[start : start + 2], 16) / 255:.4f}" for start in (1, 3, 5)]
    return {"$type": "color", "$value": {"colorSpace": "srgb", "components": components, "hex": hex}}


def _pixels(value: int) -> dict[str, Any]:
    return {"$type": "dimension", "$value": {"value": value, "unit": "px"}}


def _families(names: str) -> list[str]:
    return [name.strip().strip("'\"") for name in names.split(",") if name.strip()]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
