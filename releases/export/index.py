"""The documents of an export, by channel: which bytes each has in which period, and what it shows at a moment.

Instants are milliseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson

from releases.core import canonical
from releases.core.intervals import at_instant

Periods = list[tuple[int | None, str]]


class ShownContent(NamedTuple):
    """What a document shows: the bytes named `digest`, first told at `since`, by `release`."""

    digest: str
    since: int
    release: int


class ExportEntry(NamedTuple):
    """A document as `release` told it, which was published at `released_at`."""

    kind: str
    key: str
    locale: str
    release: int
    released_at: int
    periods: Periods

    def shown_at(self, instant: int) -> ShownContent | None:
        """None before its first period."""
        span = at_instant(list(self.told()), instant)
        return span.content if span else None

    def told(self) -> Iterator[tuple[int | None, ShownContent]]:
        """Each period with its start."""
        for starts, digest in self.periods:
            yield starts, ShownContent(digest, max(starts or 0, self.released_at), self.release)


Entries = Mapping[str, Sequence[ExportEntry]]


def write_index(entries: Sequence[ExportEntry]) -> bytes:
    rows = [
        {
            "kind": entry.kind,
            "key": entry.key,
            "locale": entry.locale,
            "release": entry.release,
            "releasedAt": entry.released_at,
            "periods": entry.periods,
        }
        for entry in entries
    ]
    return canonical.dumps({"documents": rows})


def read_index(body: bytes) -> list[ExportEntry]:
    return [
        ExportEntry(row["kind"], row["key"], row["locale"], row["release"], row["releasedAt"], row["periods"])
        for row in orjson.loads(body)["documents"]
    ]


def content_path(channel: str, digest: str) -> str:
    return f"{channel}/contents/{digest}.json"


def contents(entries: Entries) -> dict[str, int]:
    """The path of each content, with the instant from which on it is told."""
    return {
        content_path(channel, shown.digest): shown.since
        for channel, entry in _all(entries)
        for _, shown in entry.told()
    }


def documents(entries: Entries, instant: int) -> dict[str, ShownContent]:
    """The path of each document that says something, with what it shows."""
    return {
        f"{channel}/documents/{entry.kind}/{entry.key}.{entry.locale}.json": shown
        for channel, entry in _all(entries)
        if (shown := entry.shown_at(instant))
    }


def _all(entries: Entries) -> Iterator[tuple[str, ExportEntry]]:
    return ((channel, entry) for channel, found in entries.items() for entry in found)
