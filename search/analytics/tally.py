"""Searches and what came of them, added up in this process until they are written: a search never waits for that."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Action = Literal["clicked", "useful", "notUseful"]
# More different searches than this between two writes are not counted.
MOST = 5000


class CountedSearch(NamedTuple):
    """`text` is normalised."""

    channel: str
    locale: str
    text: str


@dataclass
class Count:
    """`found` is the number of results of the last time; `actions` are counted by address and action."""

    asked: int = 0
    in_vain: int = 0
    found: int = 0
    actions: Counter[tuple[str, Action]] = field(default_factory=Counter)

    def add(self, other: Count) -> None:
        self.asked += other.asked
        self.in_vain += other.in_vain
        self.found = other.found if other.asked else self.found
        self.actions += other.actions


class Tally:
    """Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[CountedSearch, Count] = {}

    def searched(self, asked: CountedSearch, found: int) -> None:
        self._add(asked, Count(1, int(found == 0), found))

    def acted(self, asked: CountedSearch, address: str, action: Action) -> None:
        self._add(asked, Count(actions=Counter([(address, action)])))

    def take(self) -> dict[CountedSearch, Count]:
        """All there is; it is the taker's from now on."""
        with self._lock:
            taken, self._counts = self._counts, {}
            return taken

    def give_back(self, taken: dict[CountedSearch, Count]) -> None:
        """What could not be written goes before what came since."""
        with self._lock:
            newer, self._counts = self._counts, taken
        for asked, count in newer.items():
            self._add(asked, count)

    def _add(self, asked: CountedSearch, count: Count) -> None:
        with self._lock:
            if asked in self._counts or len(self._counts) < MOST:
                self._counts.setdefault(asked, Count()).add(count)
