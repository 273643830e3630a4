"""The product as a visitor reads it at the desk: in one language, or in two beside each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from clients.shared.hub.errors import HubError
from clients.shared.hub.visit import Visit
from clients.shared.languages import dates
from clients.shared.languages.interface_texts import interface_texts
from clients.shared.pages.page import marker
from clients.shared.pages.site import site

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """One language of it."""

    document: Document
    words: Mapping[str, Any]
    visit: Visit
    mark: Callable[..., str]
    date: Callable[..., str]


def sides_of(document: Document, beside: str) -> list[Side]:
    """Beside it what is not translated is left out."""
    found = [document]
    if beside and (other := _in(beside, document["key"])):
        found.append(other)
    return [_side(each) for each in found]


def _side(document: Document) -> Side:
    locale = document["contentLocale"]
    return Side(
        document, interface_texts(locale), replace(site.visit, locale=locale), marker(document),
        partial(dates.long_date, locale=locale),
    )  # fmt: skip


def _in(locale: str, key: str) -> Document | None:
    try:
        other = site.reader.document("product", key, site.visit.spoken_in(locale)).document
    except HubError:
        return None
    return other if other["contentLocale"] == locale else None
