"""Contents of a client's page, read from its HTML: facts, availability and notices, each by its mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from releases.parity.marks import Mark, MarkReader

Json = Mapping[str, Any]
# The element that shows notices names the document that they come from, and each notice its key.
NOTICES = "notice/notices"


class ShownPage(MarkReader):
    """`marks` are those of the page's own document, `notice_marks` those inside its notices.

    `around` has those of the other documents that parts of the page name, by `kind/key`.

    `availability`: (route, status), with route "" for the product itself; `notices`: the keys of those shown.
    """

    def __init__(self, html: str) -> None:
        self.notice_marks: list[Mark] = []
        self.around: dict[str, list[Mark]] = {}
        self.availability: set[tuple[str, str]] = set()
        self.notices: set[str] = set()
        self._around: list[str] = []
        self._document = ""
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "data-document" in attributes and not self._around:
            self._document = attributes["data-document"]
            self._around.append(tag)
        elif tag in self._around:
            self._around.append(tag)
        if "data-availability" in attributes:
            self.availability.add((attributes.get("data-route", ""), attributes["data-availability"]))
        if self._around and self._document == NOTICES and "data-notice" in attributes:
            self.notices.add(attributes["data-notice"])
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if tag in self._around:
            self._around.remove(tag)

    def found(self, mark: Mark) -> None:
        if not self._around:
            self.marks.append(mark)
        elif self._document == NOTICES:
            self.notice_marks.append(mark)
        else:
            self.around.setdefault(self._document, []).append(mark)


def availability_of(product: Json) -> dict[str, Json]:
    """That of the product under "", and of each route by its key; nothing in a document of before it was told."""
    told = [("", product), *((route["key"], route) for route in product["routes"])]
    return {key: part["availability"] for key, part in told if "availability" in part}


def fits(scope: Json, place: Json) -> bool:
    """Whether a notice belongs on the page of `place`: a document, or what a page knows of itself in the same form."""
    routes = place.get("routes", ())
    match scope["kind"]:
        case "theme":
            keys = {theme["key"] for theme in place.get("themes", ())}
        case "location":
            keys = {location["key"] for route in routes for location in route["locations"]}
            keys |= {place["key"]} if place["kind"] == "location" else set()
        case "route":
            keys = {f"{place['key']}.{route['key']}" for route in routes}
        case "product":
            keys = {place["key"]} if place["kind"] == "product" else set()
        case _:
            return True
    return not keys.isdisjoint(scope["keys"])
