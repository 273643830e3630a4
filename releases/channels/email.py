"""E-mail and letter: blocks about a product, and a message for each contact moment with its merge fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from html import escape

from languages.registry import wording_of
from releases.facts.wording import pick
from releases.rendering.product_tables import fact_table
from releases.rendering.product_view import ProductView
from releases.rendering.routes import route_list
from releases.rendering.shapes import Channel, Json, Message, Shape
from releases.rendering.texts import Rendered
from releases.snapshot import SECTION_KINDS, ContactMoment, ContactMomentText
from releases.texts.letters import on_paper

MERGE_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def product(view: ProductView) -> Shape:
    blocks = list(_blocks(view))
    html = view.unavailable.html + "".join(f"<h2>{escape(title)}</h2>{content.html}" for title, content in blocks)
    plain = [view.unavailable.plain, *(f"{title.upper()}\n\n{content.plain}" for title, content in blocks)]
    members = {
        "moments": [
            {"key": f"{view.product.key}.{text.moment}", "moment": text.moment, "subject": text.subject}
            for text in view.text.contact_moments
        ],
        "html": html,
        "text": "\n\n".join(filter(None, plain)),
        "letter": f"<h1>{escape(view.text.title)}</h1>{on_paper(html)}",
        "mergeFields": [],
    }
    return Shape(members, tuple(("html", content.keys) for _, content in blocks))


def messages(view: ProductView) -> dict[str, Message]:
    return {text.moment: _message(view, text) for text in view.text.contact_moments}


def _message(view: ProductView, text: ContactMomentText) -> Message:
    place = f"contactMoments.{text.moment}"
    body = view.renderer.passages(text.body, place).then(view.unavailable)
    moment = view.renderer.snapshot.contact_moments.get(text.moment)
    fields = _merge_fields(moment, view.locale)
    known = {field["name"] for field in fields}
    for name in MERGE_FIELD.findall("\n".join((text.subject, text.preheader, body.plain))):
        if name not in known:
            view.renderer.note("unknownMergeField", place, {"field": name, "moment": text.moment})
    members = {
        "subject": text.subject,
        "preheader": text.preheader,
        "html": body.html,
        "text": body.plain,
        "letter": f"<h1>{escape(text.subject)}</h1>{on_paper(body.html)}",
        "mergeFields": fields,
        "product": {"key": view.product.key, "title": view.text.title},
    }
    return Message(text.subject, members, (("body", body.keys),))


def _merge_fields(moment: ContactMoment | None, locale: str) -> list[Json]:
    fields = moment.merge_fields if moment else ()
    return [{"name": field.name, "kind": field.kind, "label": pick(field.label, locale)} for field in fields]


def _blocks(view: ProductView) -> Iterator[tuple[str, Rendered]]:
    """Headings and contents: the sections, with the tables and the routes where they belong."""
    tables = [fact_table(table.label, table.rows) for table in view.tariffs]
    duration = wording_of(view.locale).sections["duration"]
    extra = {
        "costs": reduce(Rendered.then, tables, Rendered()),
        "duration": fact_table(duration, view.terms),
        "contact": route_list(view.product, view.renderer),
    }
    for kind in SECTION_KINDS:
        contents = [(section.title, section.content) for section in view.sections if section.kind == kind]
        added = extra.get(kind, Rendered())
        if added.html:
            title, content = contents.pop() if contents else (wording_of(view.locale).sections[kind], Rendered())
            contents.append((title, content.then(added)))
        yield from contents


CHANNEL = Channel(
    "email",
    "E-mail",
    "token",
    product,
    messages,
    kinds=("product", "contactMoment", "location", "organisation", "notice", "branding", "navigation", "searchRules"),
)
