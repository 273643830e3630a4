"""Documents that readers were told, with the release that they were told it is of, held against what was released."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

Copy = frozenset[tuple[str, str]]


class Told(NamedTuple):
    """One document: its address within the channel, and the digest of the bytes that came."""

    channel: str
    release: int
    address: str
    digest: str


class Sightings:
    """Written by many threads at once; `statuses` are the answers of all requests, `faults` what may never be."""

    def __init__(self) -> None:
        self.told = set[Told]()
        self.copies = defaultdict[tuple[str, int], set[Copy]](set)
        self.statuses, self.faults = Counter[int](), list[str]()

    def document(self, channel: str, release: int, address: str, body: bytes) -> None:
        self.told.add(Told(channel, release, address, hashlib.sha256(body).hexdigest()))

    def whole_copy(self, channel: str, position: str, bodies: Mapping[str, bytes]) -> None:
        """Everything that a follower holds under one position."""
        held = frozenset((address, hashlib.sha256(body).hexdigest()) for address, body in bodies.items())
        self.copies[channel, release_of(position)].add(held)

    def wrong(self, released: Callable[[str, int], dict[str, str]]) -> list[Told]:
        """Documents that are not those of their release."""
        known = cache(released)
        return [each for each in self.told if known(each.channel, each.release).get(each.address) != each.digest]

    def mixed(self, released: Callable[[str, int], dict[str, str]]) -> list[str]:
        """Copies with anything but what was released under their position: less, more, or of another release."""
        return [
            f"{channel}@{release}: {sorted(copy ^ expected)}"
            for (channel, release), copies in self.copies.items()
            for expected in [frozenset(released(channel, release).items())]
            for copy in copies
            if copy != expected
        ]


def release_of(position: str) -> int:
    return int(position.partition("@")[0])
