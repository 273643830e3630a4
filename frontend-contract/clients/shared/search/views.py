"""The search page and the suggestions of a channel, in every client at its own address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, redirect, request

from clients.shared.hub.errors import HubError, MovedOn, Unreachable
from clients.shared.hub.reader import Document
from clients.shared.pages.catalogue import Node, themes
from clients.shared.pages.page import page
from clients.shared.pages.site import Site, site
from clients.shared.search.feedback import Reaction
from clients.shared.search.query import SearchQuery
from clients.shared.search.results import ADDRESS, result_page

TEMPLATE = "shared/search/search.html"
routes = Blueprint("search", __name__)


@routes.get(f"/{ADDRESS}")
def search() -> Response:
    """Never read again by itself, as other pages of colleagues are: each reading is one search that is counted."""
    query = SearchQuery.of_page(request.args)
    context: dict[str, Any] = {"query": query, "reaction": Reaction.of_page(request.args), "every": 0}
    if not query.has_words:
        return page(TEMPLATE, **context, **ways_out(site))
    try:
        answer = site.reader.query("search", query.hub_parameters(site.visit))
    except MovedOn:
        return redirect(site.url(ADDRESS, **query.narrowed().page_parameters()), 303)
    except Unreachable:
        return page(TEMPLATE, status=503, is_away=True, **context, **ways_out(site))
    shown = result_page(answer.document, query, site)
    other_ways = {} if shown.results else ways_out(site)
    return page(TEMPLATE, result_page=shown, release=answer.release, **context, **other_ways)


@routes.get("/suggesties/")
def suggestions() -> tuple[dict[str, Any], int]:
    """Titles with this client's own addresses; none while the hub has none to give."""
    parameters = {"q": SearchQuery.of_page(request.args).text, "locale": site.visit.locale}
    try:
        hits = site.reader.query("suggestions", parameters).document["results"]
    except HubError:
        return {"results": []}, 503
    return {"results": [_suggestion(hit) for hit in hits]}, 200


def ways_out(site: Site) -> dict[str, Any]:
    """Help for somebody who found nothing: the themes, and how to reach the municipality."""
    return {"themes": _themes(site), "house": _municipality(site)}


def _themes(site: Site) -> Sequence[Node]:
    try:
        return themes(site)
    except HubError:
        return ()


def _municipality(site: Site) -> Document | None:
    """The organisation with the name of the house style."""
    branding = site.branding()
    try:
        organisations = (each for each in site.documents("organisation") if branding)
        key = next((each["key"] for each in organisations if branding and each["title"] == branding["name"]), None)
        return site.document("organisation", key).document if key else None
    except HubError:
        return None


def _suggestion(hit: Document) -> dict[str, str]:
    url, name = site.document_url(hit["kind"], hit["key"]), hit["name"] or ""
    return {"title": hit["title"], "language": hit.get("contentLocale", ""), "name": name, "url": url}
