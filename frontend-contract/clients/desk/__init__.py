"""The desk: what an employee needs at a glance while the resident stands in front of them."""

from __future__ import annotations

from clients.catalogue import product_groups
from clients.exchange import Request, Response
from clients.pages import Site
from clients.routing import Route


def home(request: Request, site: Site) -> Response:
    return site.page("desk/home", request.visit, groups=product_groups(site, request.visit))


def product(request: Request, site: Site) -> Response:
    answer = site.hub.document("product", request.arguments["key"], request.visit)
    return site.page("desk/product", request.visit, document=answer.document, release=answer.release)


ROUTES = (Route("", home), Route("product/{key}/", product))
