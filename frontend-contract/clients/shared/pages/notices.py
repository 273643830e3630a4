"""The pages that a notice belongs on: a rule with shared cases in vectors/notices.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Scope = Mapping[str, Any]
PageSubject = Mapping[str, Any]
Notice = Mapping[str, Any]
HOME: PageSubject = {"kind": "home", "key": "home"}


def applies(scope: Scope, subject: PageSubject) -> bool:
    """True on the page of `subject`: a document, or the same members of a page without one."""
    return scope["kind"] == "all" or not _keys(scope["kind"], subject).isdisjoint(scope["keys"])


def _keys(kind: str, subject: PageSubject) -> set[str]:
    """The keys of this kind that the page is about."""
    routes = subject.get("routes", ())
    if kind == "theme":
        return {theme["key"] for theme in subject.get("themes", ())}
    if kind == "route":
        return {f"{subject['key']}.{route['key']}" for route in routes}
    own = {subject["key"]} if subject["kind"] == kind else set()
    return own | {found["key"] for route in routes for found in route["locations"]} if kind == "location" else own
