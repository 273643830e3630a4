"""Pages of locations and organisations, in every channel: what a search may find beside products."""

from __future__ import annotations

from clients.exchange import Request, Response
from clients.pages import Site
from clients.routing import Route
from clients.visit import Visit

KINDS = {"locatie": "location", "organisatie": "organisation"}
ADDRESSES = {"product": "product", **{kind: name for name, kind in KINDS.items()}}


def place(request: Request, site: Site) -> Response:
    """A location or an organisation."""
    answer = site.hub.document(KINDS[request.arguments["kind"]], request.arguments["key"], request.visit)
    return site.page("shared/place", request.visit, document=answer.document, release=answer.release)


def document_url(site: Site, visit: Visit, kind: str, key: str) -> str:
    """This client's own page of a product, location or organisation."""
    return site.product_url(visit, key) if kind == "product" else site.url(visit, f"{ADDRESSES[kind]}/{key}/")


ROUTES = (Route("{kind:locatie|organisatie}/{key}/", place),)
