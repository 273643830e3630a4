"""The website: themes and product pages, for everyone."""

from __future__ import annotations

from flask import Blueprint, Response

from clients.shared.facts import marks
from clients.shared.hub.errors import Missing
from clients.shared.hub.reader import Document
from clients.shared.pages.catalogue import path_to, themes
from clients.shared.pages.page import page
from clients.shared.pages.site import site
from clients.website import indexing

SHOWN_APART = frozenset({"inShort"})
ASKED_TOGETHER = {
    frozenset({"phone"}): "phone",
    frozenset({"desk"}): "desk",
    frozenset({"desk", "phone"}): "deskAndPhone",
}
routes = Blueprint("website", __name__)
routes.register_blueprint(indexing.routes)
root = indexing.root


@routes.get("/")
def home() -> Response:
    return page("website/home.html", themes=themes(site))


@routes.get("/thema/<key:key>/")
def theme(key: str) -> Response:
    path = path_to(themes(site), key)
    if not path:
        raise Missing(key)
    about = {"kind": "theme", "key": key, "themes": path}
    return page("website/theme.html", theme=path[-1], ancestors=path[:-1], about=about)


@routes.get("/toegankelijkheid/")
def accessibility() -> Response:
    return page("website/accessibility.html", site.document("site", "site"))


@routes.get("/archief/")
def archive() -> Response:
    return page("website/archive.html", releases=site.reader.releases())


@routes.get("/product/<key:key>/")
def product(key: str) -> Response:
    response = site.document("product", key)
    sections = response.document["sections"]
    offline = _ways_to_ask(response.document, online=False)
    return page(
        "website/product.html",
        response,
        sections=[section for section in sections if section["kind"] not in SHOWN_APART],
        kinds={section["kind"] for section in sections},
        tariffs=_tables(response.document),
        online=_ways_to_ask(response.document, online=True),
        offline=offline,
        other_ways=_asked_together(offline),
    )


def _ways_to_ask(document: Document, *, online: bool) -> list[Document]:
    return [route for route in document["routes"] if (route["kind"] == "online") is online]


def _asked_together(offline: list[Document]) -> str:
    """By which question these ways are announced; empty when none names each of them and no other."""
    return ASKED_TOGETHER.get(frozenset(route["kind"] for route in offline), "")


def _tables(document: Document) -> list[Document]:
    """Tariffs; not one of a single amount that the text above it tells already, with all that the table would say."""
    said = "".join(section["html"] for section in document["sections"] if section["kind"] == "costs")
    return [tariff for tariff in document["tariffs"] if not _is_said(tariff, document["facts"], said)]


def _is_said(tariff: Document, facts: Document, said: str) -> bool:
    key = tariff["rows"][0]["fact"]
    fact = facts[key]
    if len(tariff["rows"]) > 1 or fact["conditions"]:
        return False
    whole = ("value", "full", "predicate") if _is_whole(fact) else ("full", "predicate")
    is_told = any(marks.is_told(key, aspect, said) for aspect in whole)
    return is_told and (not fact["next"] or marks.is_told(key, "next", said))


def _is_whole(fact: Document) -> bool:
    """Its value says all of it: no unit stands beside it. A document of an earlier release does not tell."""
    return fact.get("full", {}).get("text", fact["text"]) == fact["text"]
