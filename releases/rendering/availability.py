"""Availability of a product, a way to ask for it or a location on a day: one answer, the same in every channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import Any, Literal

from languages.registry import wording_of
from releases.core.intervals import on_day
from releases.facts.forms import date_forms
from releases.facts.wording import pick
from releases.rendering.texts import Rendered, TextRenderer
from releases.rendering.undated_members import product_link
from releases.snapshot import Availability, Product
from releases.texts.markup import as_sentence

Json = dict[str, Any]
Of = Literal["product", "route", "location"]
Rows = Sequence[Availability]
OPEN = Availability("open")


def availability_on(rows: Iterable[Availability], day: date) -> Availability:
    return on_day(rows, day) or OPEN


def all_rows(product: Product) -> Iterator[Availability]:
    """Those of the product and of its routes."""
    yield from product.availability
    for route in product.routes:
        yield from route.availability


def availability_object(rows: Sequence[Availability], renderer: TextRenderer, of: Of, around: Rows = ()) -> Json:
    """`text` says all but the successor, which channels link to; `spoken` says that too. Both are empty when open.

    `around` are the rows that keep it closed longer.
    """
    row = availability_on(rows, renderer.day)
    successor = _successor(row, renderer)
    text, spoken = _sentences(row, reopens((*rows, *around), renderer.day), renderer.locale, of)
    instead = wording_of(renderer.locale).instead
    if place := renderer.snapshot.locations.get(row.place or ""):
        text, spoken = (f"{each} {instead.format(title=pick(place.name, renderer.locale))}" for each in (text, spoken))
    if successor:
        spoken = f"{spoken} {instead.format(title=successor['title'])}".strip()
    return {
        "status": row.status,
        "text": text,
        "spoken": spoken,
        "successor": successor,
        "validFrom": row.valid_from.isoformat() if row.valid_from else None,
        "validUntil": row.valid_until.isoformat() if row.valid_until else None,
    }


def reopens(rows: Sequence[Availability], day: date) -> date | None:
    """The first day from `day` on at which no row closes it; None when there is none."""
    closed = [row for row in rows if row.status != "open"]
    while row := on_day(closed, day):
        if row.valid_until is None:
            return None
        day = row.valid_until
    return day


def availability_paragraph(found: Json, title: str, locale: str) -> Rendered:
    """For messages, which are not always about asking: so it names the product. Nothing while that is open."""
    if found["status"] == "open":
        return Rendered()
    html = f'<p data-availability="{found["status"]}"><strong>{escape(title)}</strong><br>{escape(found["text"])}</p>'
    plain = f"{title}\n{found['text']}"
    if successor := found["successor"]:
        key, title, instead = escape(successor["key"]), escape(successor["title"]), wording_of(locale).instead
        other = successor["contentLocale"]
        lang = "" if other == locale else f' lang="{other}"'
        link = f'<a href="product:{key}" data-product="{key}"{lang}>{title}</a>'
        html += f"<p>{instead.format(title=link)}</p>"
        plain += f"\n{instead.format(title=successor['title'])}"
    return Rendered(html, plain)


def note_successors(product: Product, renderer: TextRenderer) -> None:
    """A problem for each successor that is not published: people would be sent to nothing."""
    for key in dict.fromkeys(row.successor for row in all_rows(product)):
        if key is not None and key not in renderer.snapshot.products:
            renderer.note("unknownSuccessor", "availability", {"product": key}, "", f"product:{key}")


def _successor(row: Availability, renderer: TextRenderer) -> Json | None:
    other = renderer.snapshot.products.get(row.successor or "")
    return product_link(other, renderer.locale) if other else None


def _sentences(row: Availability, until: date | None, locale: str, of: Of) -> tuple[str, str]:
    """As read and as spoken."""
    if row.status == "open":
        return "", ""
    words = wording_of(locale)
    first, reason = words.unavailable[of, row.status], as_sentence(pick(row.reason, locale))
    if until is None:
        return (" ".join(filter(None, (first, reason))),) * 2
    forms, line = date_forms(until, locale), words.opening.reopens if of == "location" else words.again
    again = (line.format(day=day) for day in (forms.text, forms.spoken))
    text, spoken = (" ".join(filter(None, (first, each, reason))) for each in again)
    return text, spoken
