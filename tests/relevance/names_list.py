"""Baseline of a website without a search engine: a list of products that narrows down to the names typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WORD = re.compile(r"\w+")
Words = frozenset[str]


class NamesList:
    def __init__(self, products: Mapping[str, Mapping[str, Any]]) -> None:
        """`products` by key, as the fixtures write them."""
        self._products = products

    def search(self, query: str, locale: str) -> list[str]:
        """Products that have a name with every word of the query; the shortest such name first."""
        asked = words(query)
        shortest = {key: self._shortest(product, locale, asked) for key, product in self._products.items()}
        found = {key: length for key, length in shortest.items() if length is not None}
        return sorted(found, key=lambda key: (found[key], key))

    def _shortest(self, product: Mapping[str, Any], locale: str, asked: Words) -> int | None:
        return min((len(name) for name in map(words, names(product, locale)) if asked <= name), default=None)


def names(product: Mapping[str, Any], locale: str) -> list[str]:
    """Title, other names and names of the national list, in Dutch when there is no text in the locale."""
    text = product.get(locale) or product["nl"]
    other = [name for kind in text.get("names", {}).values() for name in kind]
    return [text["title"], *other, *product["upl"]]


def words(text: str) -> Words:
    return frozenset(WORD.findall(text.lower()))
