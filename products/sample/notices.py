"""Notices, from the fixtures' short form: what they are about is named by its keys, their instants in local time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from products.content_languages import source_language
from products.models import Location, Notice, ProductPage, ThemePage
from products.models.choices import NoticeScope
from products.models.localised import LocalisedText
from products.sample.files import Data, FixtureError
from products.sample.markdown import to_markup
from products.sample.records import Row, find, localised, publish

# The member that names what a notice is about, and the scope that this gives it.
SCOPES = {
    "themes": NoticeScope.THEME,
    "products": NoticeScope.PRODUCT,
    "routes": NoticeScope.ROUTE,
    "locations": NoticeScope.LOCATION,
}


def load_notices(entries: Data) -> Iterator[bool]:
    for key, entry in entries.items():
        yield publish(Notice, {"key": key}, _values(entry))[1]


def _values(entry: Data) -> dict[str, Any]:
    named = next((name for name in SCOPES if name in entry), None)
    return {
        "label": localised(entry["title"]),
        "text": _text(entry["text"]),
        "url": localised(entry.get("url")),
        "severity": entry.get("severity", "information"),
        "starts": _instant(entry["from"]),
        "ends": _instant(entry["until"]) if "until" in entry else None,
        "source": entry.get("source", ""),
        "scope": SCOPES[named] if named else NoticeScope.ALL,
        "channel_texts": [{"channel": name, "text": _text(text)} for name, text in entry.get("own", {}).items()],
        "themes": [{"theme": _page(ThemePage, key)} for key in entry.get("themes", ())],
        "products": [{"product": _page(ProductPage, key)} for key in entry.get("products", ())],
        "routes": list(_routes(entry.get("routes", {}))),
        "locations": [{"location": find(Location, key)} for key in entry.get("locations", ())],
    }


def _routes(entry: Data) -> Iterator[Row]:
    for product, names in entry.items():
        for name in names if isinstance(names, list) else [names]:
            yield {"product": _page(ProductPage, product), "route": name}


def _text(text: Data) -> LocalisedText:
    return localised({language: to_markup(words, {}) for language, words in text.items()})


def _instant(local: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(local))


def _page(model: type[Model], key: str) -> Model:
    found = model._default_manager.filter(key=key, locale__language_code=source_language()).first()
    if found is None:
        raise FixtureError(f"there is no {model._meta.model_name} '{key}'")
    return found
