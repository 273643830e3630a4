"""One document as it unfolds in time: day by day its body, until it knows its periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from releases.compiling.documents import Document, Subject
from releases.compiling.validity import as_periods, start_of
from releases.core import canonical
from releases.core.problems import Problem
from releases.rendering.shapes import Uses
from releases.rendering.stops import stops_member
from releases.rendering.texts import TextRenderer
from releases.snapshot import Product

Json = dict[str, Any]


class Address(NamedTuple):
    channel: str
    kind: str
    key: str
    locale: str


class PeriodBuilder:
    """It starts on the first day on which each fact in its texts has a value; a later gap is a problem."""

    def __init__(self, address: Address, subject: Subject, content_locale: str, product: Product | None = None) -> None:
        self.address, self.subject, self.product = address, subject, product
        self._head = {**address._asdict(), "contentLocale": content_locale}
        self._bodies: list[tuple[datetime | None, bytes]] = []
        self._uses: dict[str, dict[str, None]] = {}
        self._title = ""
        self._shown: list[TextRenderer] = []
        self._waiting: tuple[TextRenderer, list[str]] | None = None
        self._untold: list[Problem] = []

    def add(self, renderer: TextRenderer, title: str, members: Json, uses: Uses) -> None:
        """The next day."""
        told = {key: renderer.told(key) for key in dict.fromkeys(key for _, keys in uses for key in keys)}
        missing = [key for key, found in told.items() if found is None]
        if missing and not self._bodies:
            self._waiting = renderer, missing
            return
        self._untold += _untold(renderer, missing)
        self._shown.append(renderer)
        self._title = title
        facts = {key: found.body for key, found in told.items() if found}
        stops = stops_member(facts, renderer, self.product)
        more = {"stops": stops} if stops else {}
        body = canonical.dumps({**self._head, "title": title, **members, **more, "facts": facts})
        self._bodies.append((start_of(renderer.day), body))
        for place, keys in uses:
            for key in keys:
                self._uses.setdefault(key, {})[place] = None

    def documents(self, external: tuple[tuple[str, str], ...] = ()) -> Iterator[Document]:
        """The document, unless there is no day on which it can be told."""
        if self._bodies:
            uses = {key: tuple(sorted(places)) for key, places in sorted(self._uses.items())}
            yield Document(*self.address, self._title, as_periods(self._bodies), uses, self.subject, external)

    def problems(self) -> Iterator[Problem]:
        for renderer in self._shown:
            yield from renderer.problems
        yield from self._untold
        if not self._shown and self._waiting:
            renderer, missing = self._waiting
            yield from renderer.problems
            yield from _untold(renderer, missing)


def _untold(renderer: TextRenderer, keys: list[str]) -> list[Problem]:
    return [problem for key in keys for problem in renderer.untold.get(key, ())]
