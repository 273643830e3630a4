"""The desk: what an employee needs at a glance while the resident stands in front of them."""

from __future__ import annotations

from flask import Blueprint, Response, request

from clients.desk.visitor import sides_of
from clients.shared.languages.interface_texts import NAMES
from clients.shared.pages.catalogue import product_groups
from clients.shared.pages.page import page
from clients.shared.pages.site import site

routes = Blueprint("desk", __name__)


@routes.get("/")
def home() -> Response:
    return page("desk/home.html", groups=product_groups(site))


@routes.get("/product/<key:key>/")
def product(key: str) -> Response:
    return page("desk/product.html", site.document("product", key))


@routes.get("/product/<key:key>/bezoeker/")
def visitor(key: str) -> Response:
    """The view to turn towards the visitor; printed, the hand-out of one page."""
    response = site.document("product", key)
    asked = request.args.get("naast", "")
    beside = asked if asked in NAMES and asked != response.document["contentLocale"] else ""
    sides = sides_of(response.document, beside)
    return page("desk/visitor.html", response, sides=sides, beside=beside, kept={"naast": beside} if beside else {})
