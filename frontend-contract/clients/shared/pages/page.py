"""Pages: a template rendered with the visit, the house style, the texts and the addresses of its site."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Flask, Response, render_template, request
from markupsafe import Markup

from clients.shared.facts import marks, opening_text
from clients.shared.facts.announcement import told_facts
from clients.shared.hub.reader import Document, DocumentResponse
from clients.shared.languages import dates
from clients.shared.languages.interface_texts import NAMES, interface_texts, language_of
from clients.shared.pages import assets, house_style
from clients.shared.pages.notices import HOME
from clients.shared.pages.public_address import public_address
from clients.shared.pages.site import MOUNT, site

# The channels of colleagues, whose pages stay open all day.
STAFF = frozenset({"desk", "phone"})
# Those that search engines may know.
PUBLIC = frozenset({"website"})
# Milliseconds until an open page looks again what is new: at once for those who tell others, now and then for all else.
LOOKS_EVERY = {"desk": 1_500, "phone": 1_500, "email": 3_000}
SELDOM = 60_000


def page(template: str, response: DocumentResponse | None = None, *, status: int = 200, **context: Any) -> Response:
    """A page of the document in `response`, if it shows one; `about` is what its notices are about instead."""
    known = {"document": response.document, "release": response.release} | context if response else context
    shared = _shared(known.get("document"), known.get("release", ""))
    if status == 200 and "notices" not in known:
        shared["notices"] = site.notices(known.get("about") or known.get("document") or HOME)
    if status == 200 and site.channel in PUBLIC:
        shared["address"] = _address(known.get("document"), shared["branding"], shared["reader"].locale)
    if status == 200:
        shared["every"] = 0 if site.visit.preview else LOOKS_EVERY.get(site.channel, SELDOM)
        shared["sentences_by_fact"] = told_facts(known.get("document"), shared["w"])
    return Response(render_template(template, **(shared | known)), status)


def _address(document: Document | None, branding: Document | None, locale: str) -> str:
    """Where the municipality publishes the product of the page, else this page itself."""
    own = public_address(branding, document["key"], document) if document and document["kind"] == "product" else ""
    return own or site.address(request.path, locale)


def prepare(app: Flask) -> None:
    """The template language with what every template may use."""
    app.jinja_options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters["json_script"] = json_script
    app.jinja_env.tests["available"] = is_available
    app.jinja_env.globals |= {
        "date_in": lambda locale: partial(dates.long_date, locale=locale),
        "fact_mark": marks.fact_mark,
        "interface_texts": interface_texts,
        "lang": lang,
        "languages": NAMES,
        "long_moment": dates.long_moment,
        "marker": marker,
        "mount": MOUNT,
        "next_is_told": marks.next_is_told,
        "opening_ahead": opening_text.ahead,
        "opening_on_day": opening_text.on_day,
        "properties_of": house_style.properties_of,
        "opening_today": opening_text.today,
        "phones_are_down": opening_text.phones_are_down,
        "static": assets.STATIC,
        "house_style_url": assets.house_style_url,
        "colour_scheme": house_style.scheme,
        "logo_of": assets.logo_of,
        "logo_url": assets.logo_url,
        "special_hours_ahead": opening_text.not_over,
        "week": opening_text.week,
        "whole": marks.whole,
        "with_links": marks.with_links,
    }


def json_script(value: object) -> Markup:
    """JSON that cannot end the script element it stands in."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


def lang(described: Document, around: str = "") -> Markup:
    """The attribute of what is told in another language than `around` it; a document of before told no language."""
    own = described.get("contentLocale") or around
    return Markup("") if own in ("", around) else Markup(f' lang="{own}"')  # noqa: S704 - a locale of the contract


def is_available(described: Document) -> bool:
    """A product or a route; one of which an older release says nothing was open."""
    return described.get("availability", {}).get("status", "open") == "open"


def marker(document: Document | None) -> Callable[..., Markup]:
    """Writes the facts of this document with their marks, by key."""
    facts: Mapping[str, Any] = (document or {}).get("facts", {})

    def mark(key: str, aspect: str = "full") -> Markup:
        return marks.in_one_piece(marks.fact_mark(key, facts[key], aspect)) if key in facts else Markup("")

    return mark


def _shared(document: Document | None, release: str) -> dict[str, Any]:
    """`ui` speaks the language of the page, `w` and `reader` that of the document: one block, one language."""
    visit = site.visit
    reader = replace(visit, locale=document["contentLocale"]) if document else visit
    return {
        "visit": visit,
        "channel": site.channel,
        "for_staff": site.channel in STAFF,
        "reader": reader,
        "is_draft": bool(visit.preview and document and not release),
        "language": language_of(visit.locale),
        "ui": interface_texts(visit.locale),
        "w": interface_texts(reader.locale),
        "branding": site.branding(),
        "information": site.information() if site.channel in PUBLIC else None,
        "lost_since": site.reader.lost_since if site.channel in LOOKS_EVERY else "",
        "url": site.url,
        "product_url": site.product_url,
        "html": partial(marks.document_html, product_url=site.product_url),
        "ui_date": partial(dates.long_date, locale=visit.locale),
        "long_date": partial(dates.long_date, locale=reader.locale),
        "mark": marker(document),
    }
