"""The overview: pick a product, a language and a moment, and see its channels side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clients.catalogue import product_groups
from clients.exchange import Request, Response
from clients.hub import Document, HubError
from clients.notices import Notice, Place
from clients.pages import MOUNT, Site
from clients.routing import Route
from clients.visit import Visit


@dataclass(frozen=True)
class FactRow:
    """One fact as every channel has it; `told` names the channels, `same` says that their bytes agree."""

    key: str
    fact: Mapping[str, Any]
    told: tuple[str, ...]
    same: bool


class Overview(Site):
    """Reads the public channel for its own look, and every channel for the comparison."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        super().__init__("website", sites["website"].hub)
        self.sites = sites

    def notices(self, visit: Visit, place: Place) -> list[Notice]:
        """Each channel shows its own, in its frame."""
        return []

    def product_url(self, visit: Visit, key: str) -> str:
        return f"{MOUNT}/vergelijk/{key}/{visit.query()}"


def home(request: Request, site: Overview) -> Response:
    return site.page("overview/home", request.visit, groups=product_groups(site, request.visit))


def compare(request: Request, site: Overview) -> Response:
    key = request.arguments["key"]
    answer = site.hub.document("product", key, request.visit)
    documents = {channel: _product(client, key, request.visit) for channel, client in site.sites.items()}
    told = {channel: found for channel, found in documents.items() if found}
    return site.page(
        "overview/compare",
        request.visit,
        document=answer.document,
        release=answer.release,
        frames={channel: site.sites[channel].product_url(request.visit, key) for channel in told},
        rows=fact_rows(told),
    )


def fact_rows(documents: Mapping[str, Document]) -> list[FactRow]:
    keys = sorted({key for document in documents.values() for key in document["facts"]})
    return [_row(key, documents) for key in keys]


def _row(key: str, documents: Mapping[str, Document]) -> FactRow:
    facts = {channel: document["facts"][key] for channel, document in documents.items() if key in document["facts"]}
    forms = {json.dumps(fact, sort_keys=True) for fact in facts.values()}
    return FactRow(key, next(iter(facts.values())), tuple(facts), len(forms) == 1)


def _product(site: Site, key: str, visit: Visit) -> Document | None:
    try:
        return site.hub.document("product", key, visit).document
    except HubError:
        return None


ROUTES = (Route("", home), Route("vergelijk/{key}/", compare))
