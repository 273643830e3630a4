"""What a channel's shape gives back, and what a channel is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from releases.product_view import ProductView

Json = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """The members that a channel adds or replaces in a product's document, and where those tell each fact."""

    members: Json
    uses: Mapping[str, Iterable[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ContactMomentDocument:
    """A document of its own for one contact moment of a product."""

    moment: str
    title: str
    members: Json
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Channel:
    """Where we tell. `product` shapes a product's document; `moments` makes its contact moments' documents."""

    name: str
    title: str
    access: Literal["public", "token"]
    product: Callable[[ProductView], Shape]
    moments: Callable[[ProductView], list[ContactMomentDocument]] | None = None
    kinds: tuple[str, ...] = ("product", "location", "organisation", "branding", "navigation")


def uses_of(places: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """Per fact key the places that tell it."""
    found: dict[str, list[str]] = {}
    for place, keys in places:
        for key in keys:
            found.setdefault(key, []).append(place)
    return found
