"""The desk: short blocks, what to bring, and notes that only colleagues see."""

from __future__ import annotations

from releases.product_view import ProductView
from releases.shapes import Channel, Shape, uses_of


def product(view: ProductView) -> Shape:
    notes, internal = view.notes, view.internal_notes
    members = {
        "bring": [
            {
                "fact": told.fact.key,
                "text": told.object["value"]["text"],
                "short": told.object["value"]["short"] or told.object["value"]["text"],
            }
            for told in view.bring
        ],
        "notes": {"html": notes.html, "facts": list(notes.keys)},
        "internalNotes": {"html": internal.html, "plain": internal.plain, "facts": list(internal.keys)},
    }
    places = [
        ("bring", [told.fact.key for told in view.bring]),
        ("notes", notes.keys),
        ("internalNotes", internal.keys),
    ]
    return Shape(members, uses_of(places))


CHANNEL = Channel("desk", "Balie", "token", product)
