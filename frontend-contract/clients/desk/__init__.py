"""The desk: what an employee needs at a glance while the resident stands in front of them."""

from __future__ import annotations

from flask import Blueprint, Response

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
