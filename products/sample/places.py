"""Organisations, locations, contact moments and the house style."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images.models import Image

from products.content_languages import source_language
from products.models import ContactPoint, Location, OpeningHoursFact, Organisation, ProductPage
from products.sample.files import Data, Fixture, Named
from products.sample.records import find, localised


def location_values(entry: Data) -> dict[str, Any]:
    texts = {name: localised(entry.get(name)) for name in ("name", "directions", "accessibility")}
    degrees = {name: Decimal(entry[name]) for name in ("latitude", "longitude") if name in entry}
    rows = [_availability(row) for row in entry.get("availability", ())]
    return {**texts, **entry["address"], **degrees, "availability": rows}


def _availability(row: Data) -> dict[str, Any]:
    period = {"valid_from": row.get("from"), "valid_until": row.get("until"), "source": row.get("source", "")}
    return {"status": row["status"], "reason": localised(row), **period}


def organisation_names(entry: Data) -> dict[str, Any]:
    return {"name": localised(entry["name"]), "url": localised(entry.get("url"))}


def organisation_values(entry: Data) -> dict[str, Any]:
    hours = [find(OpeningHoursFact, key) for key in entry.get("hours", ())]
    return {
        **organisation_names(entry),
        "contact": find(ContactPoint, entry.get("contact")),
        "opening_hours": [{"fact": fact} for fact in hours],
    }


def contact_moment_values(entry: Data) -> dict[str, Any]:
    fields = entry["fields"].items()
    rows = [{"name": name, "label": localised(field), **_merge_field(field)} for name, field in fields]
    return {"label": localised(entry["label"]), "merge_fields": rows}


def _merge_field(field: Data) -> dict[str, Any]:
    """An example that is the same in every language stands there by itself."""
    example = field.get("example", "")
    return {
        "kind": field["kind"],
        "required": field.get("required", True),
        "choices": "\n".join(field.get("choices", ())),
        "example": localised(example if isinstance(example, dict) else {source_language(): example}),
    }


def house_style_values(entry: Data, fixture: Fixture) -> dict[str, Any]:
    texts = ("name", "email_sender_name", "phone_greeting")
    plain = ("email_sender_address", "font_heading", "font_body", "font_size", "radius")
    return {
        **{name: localised(entry[name]) for name in texts},
        **{name: entry[name] for name in plain},
        "product_address": entry.get("product_address", ""),
        **{f"colour_{name}": colour for name, colour in entry["colours"].items()},
        "logos": [
            {"name": name, "image": _image(logo, fixture), "alt": localised(logo["alt"])}
            for name, logo in entry["logos"].items()
        ],
    }


def site_information_values(entry: Data) -> dict[str, Any]:
    pages = ProductPage.objects.filter(locale__language_code=source_language(), alias_of=None)
    products = Named("product", ((page.key, page) for page in pages))
    statement = entry["accessibility"]
    return {
        "organisation": find(Organisation, entry["organisation"]),
        "location": find(Location, entry.get("location")),
        "top_tasks": [{"product": products[key]} for key in entry["top_tasks"]],
        **{name: localised(entry.get(name)) for name in ("appointment_url", "privacy_url")},
        **{f"accessibility_{name}": statement[name] for name in ("status", "date", "register_url")},
        "accessibility_contact": find(ContactPoint, statement["contact"]),
        "accessibility_text": localised(statement.get("text")),
    }


def _image(logo: Data, fixture: Fixture) -> Image:
    """One image per file and its contents."""
    title = logo["alt"][source_language()]
    with (fixture.folder / "logos" / logo["file"]).open("rb") as file:
        new = Image(title=title, file=ImageFile(file, name=logo["file"]))
        new._set_file_hash()
        known = Image.objects.filter(title=title, file_hash=new.file_hash).first()
        if known is None:
            new._set_image_file_metadata()
            new.save()
    return known or new
