"""The catalogue of a channel: its products by theme from the navigation document, else the plain list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clients.shared.hub.errors import Missing
from clients.shared.pages.site import Site

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Products under one heading, in its own language; the heading is empty for the plain list."""

    title: str
    language: str
    products: tuple[Node, ...]


def themes(site: Site) -> list[Node]:
    return site.document("navigation", "navigation").document["themes"]


def product_groups(site: Site) -> list[Group]:
    """A product stands under the first theme that names it."""
    try:
        tree = themes(site)
    except Missing:
        return [Group("", "", tuple(site.documents("product")))]
    seen: set[str] = set()
    groups = [
        Group(theme["title"], theme.get("contentLocale", ""), tuple(_unseen(_products(theme), seen))) for theme in tree
    ]
    return [group for group in groups if group.products]


def path_to(tree: Iterable[Node], key: str) -> tuple[Node, ...]:
    """The themes from the root down to `key`; empty when it is not in the tree."""
    for theme in tree:
        if theme["key"] == key:
            return (theme,)
        if below := path_to(theme["children"], key):
            return (theme, *below)
    return ()


def _products(theme: Node) -> Iterator[Node]:
    yield from theme["products"]
    for child in theme["children"]:
        yield from _products(child)


def _unseen(products: Iterable[Node], seen: set[str]) -> Iterator[Node]:
    for product in products:
        if product["key"] not in seen:
            seen.add(product["key"])
            yield product
