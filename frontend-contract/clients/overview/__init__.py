"""The overview: pick a product, a language and a moment, and see its channels side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from clients.shared.hub.errors import HubError
from clients.shared.hub.reader import Document
from clients.shared.pages.catalogue import product_groups
from clients.shared.pages.page import page
from clients.shared.pages.site import MOUNT, Site, all_sites, site

routes = Blueprint("overview", __name__)


@dataclass(frozen=True)
class FactRow:
    """One fact as every channel has it; `channels` are those that tell it, `same` says that their bytes agree."""

    key: str
    fact: Mapping[str, Any]
    channels: tuple[str, ...]
    same: bool


@routes.get("/")
def home() -> Response:
    """Without notices, as the comparison: each channel shows its own, in its frame."""
    return page("overview/home.html", groups=product_groups(site), product_url=_comparison_url, notices=[])


@routes.get("/vergelijk/<key:key>/")
def comparison(key: str) -> Response:
    response, sites = site.document("product", key), all_sites()
    documents = {channel: _product(each, key) for channel, each in sites.items()}
    shown = {channel: document for channel, document in documents.items() if document}
    frames = {channel: sites[channel].product_url(key) for channel in shown}
    return page("overview/comparison.html", response, frames=frames, rows=fact_rows(shown), notices=[])


def fact_rows(documents: Mapping[str, Document]) -> list[FactRow]:
    keys = sorted({key for document in documents.values() for key in document["facts"]})
    return [_row(key, documents) for key in keys]


def _row(key: str, documents: Mapping[str, Document]) -> FactRow:
    facts = {channel: document["facts"][key] for channel, document in documents.items() if key in document["facts"]}
    forms = {json.dumps(fact, sort_keys=True) for fact in facts.values()}
    return FactRow(key, next(iter(facts.values())), tuple(facts), len(forms) == 1)


def _product(site: Site, key: str) -> Document | None:
    try:
        return site.document("product", key).document
    except HubError:
        return None


def _comparison_url(key: str) -> str:
    return f"{MOUNT}/vergelijk/{key}/{site.visit.query()}"
