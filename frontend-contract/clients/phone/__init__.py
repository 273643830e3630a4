"""The telephone: a script step by step, one step per address, so that it works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clients.catalogue import product_groups
from clients.exchange import Request, Response
from clients.hub import Document
from clients.pages import Site
from clients.routing import Route

END = "einde"
SPOKEN_FIRST = ("amount", "term", "validity", "statement", "openingHours", "contact", "link")


def home(request: Request, site: Site) -> Response:
    return site.page("phone/home", request.visit, groups=product_groups(site, request.visit))


def product(request: Request, site: Site) -> Response:
    answer = site.hub.document("product", request.arguments["key"], request.visit)
    script = answer.document["script"]
    place = _place_of(script, request.step)
    return site.page(
        "phone/product",
        request.visit,
        document=answer.document,
        release=answer.release,
        step=script[place] if place < len(script) else None,
        place=place,
        facts=_in_order(answer.document["facts"]),
        follows=script[place + 1]["id"] if place + 1 < len(script) else END,
        precedes=script[place - 1]["id"] if place > 0 else "",
        end=END,
    )


def _in_order(facts: Mapping[str, Document]) -> list[tuple[str, Document]]:
    """What callers ask most comes first."""
    return sorted(facts.items(), key=lambda entry: SPOKEN_FIRST.index(entry[1]["kind"]))


def _place_of(script: Sequence[Document], step: str) -> int:
    """An unknown step is the first one: the script may have changed during the call."""
    if step == END:
        return len(script)
    return next((place for place, entry in enumerate(script) if entry["id"] == step), 0)


ROUTES = (Route("", home), Route("product/{key}/", product))
