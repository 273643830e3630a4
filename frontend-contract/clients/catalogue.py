"""The products that a client can offer: by theme from its navigation document, else the plain list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clients.hub import Missing
from clients.pages import Site
from clients.visit import Visit

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Products under one heading; the heading is empty for the plain list."""

    title: str
    products: tuple[Node, ...]


def themes(site: Site, visit: Visit) -> list[Node]:
    return site.hub.document("navigation", "navigation", visit).document["themes"]


def product_groups(site: Site, visit: Visit) -> list[Group]:
    """A product stands under the first theme that names it."""
    try:
        tree = themes(site, visit)
    except Missing:
        return [Group("", tuple(site.hub.documents("product", visit)))]
    seen: set[str] = set()
    groups = [Group(theme["title"], tuple(_unseen(_products(theme), seen))) for theme in tree]
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
