"""Facts and products that a text of the sample refers to, found in the rich text that is made of it."""

from __future__ import annotations

from products.sample.markdown import to_markup
from releases.texts.references import Reference, references


class AnyProduct(dict[str, int]):
    """An id for every product that is asked for, which it remembers."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


def fact_references(text: str) -> tuple[Reference, ...]:
    return references(to_markup(text, AnyProduct()))


def product_links(text: str) -> list[str]:
    linked = AnyProduct()
    to_markup(text, linked)
    return list(linked)
