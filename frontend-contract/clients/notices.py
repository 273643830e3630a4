"""What holds at this moment, and on which pages it belongs: the rule that ../vectors/notices.json has cases of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Scope = Mapping[str, Any]
Place = Mapping[str, Any]
Notice = Mapping[str, Any]
HOME: Place = {"kind": "home", "key": "home"}


def fits(scope: Scope, place: Place) -> bool:
    """`place` is a document, or what a page without one knows of itself in the same form."""
    return scope["kind"] == "all" or not _named(scope["kind"], place).isdisjoint(scope["keys"])


def _named(kind: str, place: Place) -> set[str]:
    """The keys of this kind that the place is about."""
    routes = place.get("routes", ())
    if kind == "theme":
        return {theme["key"] for theme in place.get("themes", ())}
    if kind == "route":
        return {f"{place['key']}.{route['key']}" for route in routes}
    own = {place["key"]} if place["kind"] == kind else set()
    return own | {found["key"] for route in routes for found in route["locations"]} if kind == "location" else own
