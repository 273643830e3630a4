"""The telephone: a script step by step, one step per address, so that it works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from clients.shared.facts.fact_kinds import place_of
from clients.shared.hub.reader import Document
from clients.shared.pages.catalogue import product_groups
from clients.shared.pages.page import page
from clients.shared.pages.site import site

END = "einde"
routes = Blueprint("phone", __name__)


@routes.get("/")
def home() -> Response:
    return page("phone/home.html", groups=product_groups(site))


@routes.get("/product/<key:key>/")
def product(key: str) -> Response:
    response = site.document("product", key)
    script = response.document["script"]
    place = _place_of(script, request.args.get("stap", ""))
    return page(
        "phone/product.html",
        response,
        step=script[place] if place < len(script) else None,
        place=place,
        facts=_in_order(response.document["facts"]),
        follows=script[place + 1]["id"] if place + 1 < len(script) else END,
        precedes=script[place - 1]["id"] if place > 0 else "",
        end=END,
    )


def _in_order(facts: Mapping[str, Document]) -> list[tuple[str, Document]]:
    """First what callers ask most."""
    return sorted(facts.items(), key=lambda entry: place_of(entry[1]["kind"]))


def _place_of(script: Sequence[Document], step: str) -> int:
    """An unknown step is the first one: the script may have changed during the call."""
    if step == END:
        return len(script)
    return next((place for place, entry in enumerate(script) if entry["id"] == step), 0)
