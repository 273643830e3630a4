"""Chat: the published answers as a conversation. A question unfolds its answer, so it works without JavaScript."""

from __future__ import annotations

from clients.catalogue import product_groups
from clients.exchange import Request, Response
from clients.pages import Site
from clients.routing import Route


def home(request: Request, site: Site) -> Response:
    return site.page("chat/home", request.visit, groups=product_groups(site, request.visit))


def product(request: Request, site: Site) -> Response:
    answer = site.hub.document("product", request.arguments["key"], request.visit)
    routes = {route["key"]: route for route in answer.document["routes"]}
    people = [routes[key] for key in answer.document["handOver"]]
    return site.page("chat/product", request.visit, document=answer.document, release=answer.release, people=people)


ROUTES = (Route("", home), Route("product/{key}/", product))
