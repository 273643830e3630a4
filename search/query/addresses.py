"""Addresses in search: the index of a channel and locale, and a document by kind and key (product/paspoort)."""

from __future__ import annotations

from typing import NamedTuple


class IndexScope(NamedTuple):
    """The channel and locale that one index is of."""

    channel: str
    locale: str


def address_of(kind: str, key: str) -> str:
    return f"{kind}/{key}"


def split_address(address: str) -> tuple[str, str]:
    """Kind and key."""
    kind, _, key = address.partition("/")
    return kind, key
