"""Templates, and what every template knows: the visit, the house style, the words and this client's addresses."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from clients import dates, marks, opening
from clients.exchange import Response
from clients.hub import Document, Hub, HubError
from clients.notices import HOME, Notice, Place, fits
from clients.visit import Visit
from clients.words import words_in

ROOT = Path(__file__).parent
MOUNT = "/kanalen"
# The channels of colleagues, whose pages stay open all day: they look for themselves what is new.
FOLLOWING = frozenset({"desk", "phone"})

environment = Environment(
    loader=FileSystemLoader(ROOT), autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)
environment.globals |= {
    "fact_mark": marks.fact_mark,
    "with_links": marks.with_links,
    "opening_today": opening.today,
    "words_in": words_in,
    "long_moment": dates.long_moment,
    "week": opening.week,
    "date_in": lambda locale: partial(dates.long_date, locale=locale),
}


def json_script(value: object) -> Markup:
    """JSON that cannot end the script element it stands in."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


def is_available(told: Document) -> bool:
    """A product or a route; what an older release says nothing of was open."""
    return told.get("availability", {}).get("status", "open") == "open"


def marker(document: Document | None) -> Callable[..., Markup]:
    """Writes the facts of this document with their marks, by key."""
    facts: Mapping[str, Any] = (document or {}).get("facts", {})

    def mark(key: str, aspect: str = "value") -> Markup:
        return marks.in_one_piece(marks.fact_mark(key, facts[key], aspect)) if key in facts else Markup("")

    return mark


environment.globals["marker"] = marker
environment.filters["json_script"] = json_script
environment.tests["available"] = is_available


class Site:
    """One client on one channel: reads its hub, and renders in the house style of the asked moment."""

    def __init__(self, channel: str, hub: Hub) -> None:
        self.channel = channel
        self.hub = hub

    def for_one_page(self) -> Self:
        site = copy(self)
        site.hub = self.hub.for_one_page()
        return site

    def url(self, visit: Visit, path: str = "", **changes: str) -> str:
        return f"{MOUNT}/{self.channel}/{path}{visit.query(**changes)}"

    def product_url(self, visit: Visit, key: str) -> str:
        return self.url(visit, f"product/{key}/")

    def branding(self, visit: Visit) -> Document | None:
        """None when the hub has no house style (yet): a page must be readable without one."""
        try:
            return self.hub.document("branding", "branding", visit).document
        except HubError:
            return None

    def notices(self, visit: Visit, place: Place) -> list[Notice]:
        """Those that belong on this page, the most urgent first; none when the hub has none to give."""
        try:
            found = self.hub.document("notice", "notices", visit).document["notices"]
        except HubError:
            return []
        return [notice for notice in found if fits(notice["scope"], place)]

    def page(self, template: str, visit: Visit, *, status: int = 200, **context: Any) -> Response:
        shared = self._shared(visit, context.get("document"), context.get("release", ""))
        if status == 200:
            shared["notices"] = self.notices(visit, context.get("about") or context.get("document") or HOME)
            shared["follows"] = self.channel in FOLLOWING and not visit.preview
        text = environment.get_template(f"{template}.html").render(shared | context)
        return Response(text.encode(), status)

    def _shared(self, visit: Visit, document: Document | None, release: str) -> dict[str, Any]:
        """`ui` speaks the language of the page, `w` and `reader` that of the document: one block, one language."""
        reader = replace(visit, locale=document["contentLocale"]) if document else visit
        return {
            "visit": visit,
            "site": self,
            "channel": self.channel,
            "for_staff": self.channel in FOLLOWING,
            "reader": reader,
            "is_draft": bool(visit.preview and document and not release),
            "ui": words_in(visit.locale),
            "w": words_in(reader.locale),
            "branding": self.branding(visit),
            "url": partial(self.url, visit),
            "product_url": partial(self.product_url, visit),
            "html": partial(marks.document_html, product_url=partial(self.product_url, visit)),
            "ui_date": partial(dates.long_date, locale=visit.locale),
            "long_date": partial(dates.long_date, locale=reader.locale),
            "mark": marker(document),
            "static": f"{MOUNT}/static",
            "mount": MOUNT,
        }
