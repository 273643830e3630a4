"""Pages of locations and organisations, in every channel: search finds them beside products."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, request

from clients.shared.pages.page import page
from clients.shared.pages.site import site

routes = Blueprint("locations", __name__)


@routes.get("/locatie/<key:key>/")
def location(key: str) -> Response:
    return _page("location", key)


@routes.get("/organisatie/<key:key>/")
def organisation(key: str) -> Response:
    return _page("organisation", key)


def _page(kind: str, key: str) -> Response:
    return page("shared/pages/location.html", site.document(kind, key), asked_day=_asked_day(), here=request.path)


def _asked_day() -> date | None:
    """The date that a visitor asks the opening hours of; what is no date is not asked."""
    try:
        return date.fromisoformat(request.args.get("dag", ""))
    except ValueError:
        return None
