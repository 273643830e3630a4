"""Channel, and the parts that its shape of a product gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from releases.rendering.product_view import ProductView

# Kinds of documents that every channel has.
SHARED_KINDS = ("location", "organisation", "notice", "branding", "navigation", "site", "searchRules")
Json = dict[str, Any]
Uses = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Shape:
    """The members that a channel adds to a product's document; `uses`: (place, keys of the facts told there)."""

    members: Json
    uses: Uses = ()


@dataclass(frozen=True)
class Message:
    """A document of its own for one contact moment of a product."""

    title: str
    members: Json
    uses: Uses = ()


@dataclass(frozen=True)
class ChannelCondition:
    """What somebody must confirm before a channel tells anything, in English; screens translate it."""

    name: str
    label: str
    explanation: str


def gettext_noop(text: str) -> str:
    """Marks a text for the catalogues of the screens."""
    return text


@dataclass(frozen=True)
class Channel:
    """Where we tell. `product` shapes a product's document; `messages` makes those of its contact moments by key.

    With `conditions` it is off until each of them is confirmed. Then it needs a token, so that it can be closed.
    """

    name: str
    title: str
    access: Literal["public", "token"]
    product: Callable[[ProductView], Shape]
    messages: Callable[[ProductView], Mapping[str, Message]] | None = None
    kinds: tuple[str, ...] = ("product", *SHARED_KINDS)
    conditions: tuple[ChannelCondition, ...] = ()

    def __post_init__(self) -> None:
        if self.conditions and self.access == "public":
            raise ValueError(f"Channel {self.name} has conditions, so it needs a token.")
