"""The website: themes and product pages, for everyone."""

from __future__ import annotations

from clients.catalogue import path_to, themes
from clients.exchange import Request, Response
from clients.hub import Document, Missing
from clients.pages import Site
from clients.routing import Route

SHOWN_APART = frozenset({"inShort"})


def home(request: Request, site: Site) -> Response:
    return site.page("website/home", request.visit, themes=themes(site, request.visit))


def theme(request: Request, site: Site) -> Response:
    path = path_to(themes(site, request.visit), request.arguments["key"])
    if not path:
        raise Missing(request.path)
    about = {"kind": "theme", "key": path[-1]["key"], "themes": path}
    return site.page("website/theme", request.visit, theme=path[-1], ancestors=path[:-1], about=about)


def product(request: Request, site: Site) -> Response:
    answer = site.hub.document("product", request.arguments["key"], request.visit)
    document = answer.document
    return site.page(
        "website/product",
        request.visit,
        document=document,
        release=answer.release,
        sections=[section for section in document["sections"] if section["kind"] not in SHOWN_APART],
        kinds={section["kind"] for section in document["sections"]},
        online=_routes(document, online=True),
        offline=_routes(document, online=False),
    )


def _routes(document: Document, *, online: bool) -> list[Document]:
    return [route for route in document["routes"] if (route["kind"] == "online") is online]


ROUTES = (Route("", home), Route("thema/{key}/", theme), Route("product/{key}/", product))
