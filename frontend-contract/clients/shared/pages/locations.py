"""Pages of locations and organisations, in every channel: search finds them beside products."""

from __future__ import annotations

from flask import Blueprint, Response

from clients.shared.pages.page import page
from clients.shared.pages.site import site

routes = Blueprint("locations", __name__)


@routes.get("/locatie/<key:key>/")
def location(key: str) -> Response:
    return page("shared/pages/location.html", site.document("location", key))


@routes.get("/organisatie/<key:key>/")
def organisation(key: str) -> Response:
    return page("shared/pages/location.html", site.document("organisation", key))
