"""The desk: short blocks, what to bring, and notes that only colleagues see."""

from __future__ import annotations

from releases.rendering.fact_book import RenderedFact
from releases.rendering.product_view import ProductView
from releases.rendering.shapes import Channel, Json, Shape


def product(view: ProductView) -> Shape:
    notes = view.renderer.text(view.text.desk_notes, "deskNotes").then(view.desk_bring)
    internal = view.internal_notes
    members = {
        "bring": [_item(told) for told in view.bring],
        "notes": {"html": notes.html, "facts": list(notes.keys)},
        "internalNotes": {"html": internal.html, "plain": internal.plain, "facts": list(internal.keys)},
    }
    bring = tuple(told.fact.key for told in view.bring)
    return Shape(members, (("bring", bring), ("notes", notes.keys), ("internalNotes", internal.keys)))


def _item(told: RenderedFact) -> Json:
    statement = told.object["value"]
    return {"fact": told.fact.key, "text": statement["text"], "short": statement["short"] or statement["text"]}


CHANNEL = Channel("desk", "Balie", "token", product)
