"""What is shown of a hit: the released document as it is at the asked moment, from this node's copy."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

import orjson

from releases.position import milliseconds
from releases.replica import Reading
from search.entries import split_address
from search.released import Place

Json = dict[str, Any]
NAVIGATION = "navigation/navigation"


class Shelf:
    """The newest documents of one channel and locale, at one moment."""

    def __init__(self, reading: Reading, place: Place, at: datetime) -> None:
        self._reading, self._place, self._at = reading, place, milliseconds(at)
        self._release = reading.position().number
        self._taken: dict[str, Json | None] = {}

    def document(self, address: str) -> Json | None:
        """None when it is withdrawn, or says nothing at this moment."""
        if address not in self._taken:
            self._taken[address] = self._read(address)
        return self._taken[address]

    def has(self, address: str) -> bool:
        return self.document(address) is not None

    @cached_property
    def theme_titles(self) -> dict[str, str]:
        navigation = self.document(NAVIGATION)
        return dict(_titles(navigation["themes"])) if navigation else {}

    def _read(self, address: str) -> Json | None:
        channel, locale = self._place
        kind, key = split_address(address)
        version = self._reading.version(f"{channel}/{kind}/{key}/{locale}", self._release)
        periods = version.periods if version else []
        held = [digest for starts, digest in periods if starts is None or starts <= self._at]
        document: Json | None = orjson.loads(self._reading.content(held[-1])) if held else None
        return document


def _titles(themes: list[Json]) -> list[tuple[str, str]]:
    own = [(theme["key"], theme["title"]) for theme in themes]
    return own + [title for theme in themes for title in _titles(theme["children"])]
