"""Chat: the published answers as a conversation. A question unfolds its answer, so it works without JavaScript."""

from __future__ import annotations

from flask import Blueprint, Response

from clients.shared.pages.catalogue import product_groups
from clients.shared.pages.page import page
from clients.shared.pages.site import site

routes = Blueprint("chat", __name__)


@routes.get("/")
def home() -> Response:
    return page("chat/home.html", groups=product_groups(site))


@routes.get("/product/<key:key>/")
def product(key: str) -> Response:
    response = site.document("product", key)
    ways = {way["key"]: way for way in response.document["routes"]}
    return page("chat/product.html", response, people=[ways[key] for key in response.document["handOver"]])
