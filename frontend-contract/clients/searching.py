"""Searching in a channel, and suggestions while somebody types; in every client, at its own address."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from clients.catalogue import Node, themes
from clients.exchange import Request, Response, see_other
from clients.feedback import reacted
from clients.hub import Document, HubError, MovedOn, Unreachable
from clients.pages import Site
from clients.places import document_url
from clients.question import question_of
from clients.results import ADDRESS, found
from clients.routing import Route
from clients.visit import Visit

TEMPLATE = "shared/search"
JSON_TYPE = "application/json; charset=utf-8"


def search(request: Request, site: Site) -> Response:
    """Never read again by itself, as other pages of colleagues are: each reading is one search that is counted."""
    question, visit = question_of(request.asked), request.visit
    context: dict[str, Any] = {"question": question, "reacted": reacted(request.asked), "follows": False}
    if not question.has_words:
        return site.page(TEMPLATE, visit, **context, **ways_out(site, visit))
    try:
        answer = site.hub.ask("search", question.asked(visit))
    except MovedOn:
        return see_other(site.url(visit, ADDRESS, **question.narrowed().kept()))
    except Unreachable:
        return site.page(TEMPLATE, visit, status=503, is_away=True, **context, **ways_out(site, visit))
    shown = found(answer.document, question, visit, site)
    help_out = {} if shown.results else ways_out(site, visit)
    return site.page(TEMPLATE, visit, found=shown, release=answer.release, **context, **help_out)


def suggest(request: Request, site: Site) -> Response:
    """Titles with this client's own addresses; none while the hub has none to give."""
    question, visit = question_of(request.asked), request.visit
    try:
        hits = site.hub.ask("suggestions", {"q": question.text, "locale": visit.locale}).document["results"]
    except HubError:
        return _suggestions([], status=503)
    return _suggestions([_suggestion(hit, site, visit) for hit in hits])


def ways_out(site: Site, visit: Visit) -> dict[str, Any]:
    """What helps somebody who found nothing: the themes, and how to reach the municipality."""
    return {"themes": _themes(site, visit), "house": _municipality(site, visit)}


def _themes(site: Site, visit: Visit) -> Sequence[Node]:
    try:
        return themes(site, visit)
    except HubError:
        return ()


def _municipality(site: Site, visit: Visit) -> Document | None:
    """The organisation with the name of the house style."""
    branding = site.branding(visit)
    try:
        named = (each for each in site.hub.documents("organisation", visit) if branding)
        key = next((each["key"] for each in named if branding and each["title"] == branding["name"]), None)
        return site.hub.document("organisation", key, visit).document if key else None
    except HubError:
        return None


def _suggestion(hit: Document, site: Site, visit: Visit) -> dict[str, str]:
    url = document_url(site, visit, hit["kind"], hit["key"])
    return {"title": hit["title"], "name": hit["name"] or "", "url": url}


def _suggestions(results: list[dict[str, str]], status: int = 200) -> Response:
    body = json.dumps({"results": results}, ensure_ascii=False).encode()
    return Response(body, status, content_type=JSON_TYPE)


ROUTES = (Route(ADDRESS, search), Route("suggesties/", suggest))
