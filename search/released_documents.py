"""Released document of a hit as it is at the asked moment, from this node's copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson

from releases.core.position import milliseconds
from releases.replica.layout import Address, address_of
from releases.replica.transaction import ReadTransaction
from search.query import rule_documents
from search.query.addresses import IndexScope, split_address
from search.query.rules import DEFAULT, Rules

Json = dict[str, Any]
NAVIGATION, BRANDING, ORGANISATION = "navigation/navigation", "branding/branding", "organisation"


class Shelf:
    """The newest documents of one channel and locale, at one moment."""

    def __init__(self, reading: ReadTransaction, place: IndexScope, at: datetime) -> None:
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
    def themes(self) -> dict[str, Json]:
        """Each with its title and the language of that."""
        navigation = self.document(NAVIGATION)
        return {theme["key"]: theme for theme in _all(navigation["themes"])} if navigation else {}

    @cached_property
    def own_name(self) -> str:
        """The municipality's."""
        branding = self.document(BRANDING)
        return str(branding["name"]) if branding else ""

    @cached_property
    def own(self) -> Json | None:
        """The municipality among the organisations: it bears the name of the house style."""
        return next((each for each in self._organisations() if each["title"] == self.own_name), None)

    def _organisations(self) -> Iterator[Json]:
        start = Address(*self._place, ORGANISATION, "").name
        for name, _ in self._reading.walk(self._reading.databases.versions, start, self._release):
            address = address_of(name)
            if found := self.document(f"{address.kind}/{address.key}"):
                yield found

    def rules(self, release: int | None = None) -> Rules:
        """What editors said about search in that release; in the newest when none is named."""
        body = self._body(rule_documents.ADDRESS, release or self._release)
        return rule_documents.rules_in(body) if body else DEFAULT

    def _read(self, address: str) -> Json | None:
        body = self._body(address, self._release)
        document: Json | None = orjson.loads(body) if body else None
        return document

    def _body(self, address: str, release: int) -> bytes | None:
        version = self._reading.version(Address(*self._place, *split_address(address)).name, release)
        span = version.span(self._at) if version else None
        return self._reading.content(span.content) if span else None


def _all(themes: list[Json]) -> Iterator[Json]:
    for theme in themes:
        yield theme
        yield from _all(theme["children"])
