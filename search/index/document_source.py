"""Reads what search indexes from the release store: whole documents with all their periods, in parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

import orjson

from releases.changes import Period
from releases.position import milliseconds
from releases.storage import reader
from releases.storage.reader import StoredDocument
from search.index.entries import KINDS, Source, address_of, split_address

PAGE = 200


class IndexScope(NamedTuple):
    """The channel and locale that one index is of."""

    channel: str
    locale: str


def everything(place: IndexScope, release: int) -> Iterator[Source]:
    for kind in KINDS:
        after = None
        while found := reader.documents([place.channel], kind, place.locale, None, after, PAGE, release):
            yield from _sources(found)
            after = (place.channel, place.locale, kind, found[-1].key)


def some(place: IndexScope, release: int, addresses: Collection[str]) -> Iterator[Source]:
    """Those of the addresses that are not withdrawn."""
    for kind, group in groupby(sorted(map(split_address, addresses)), key=lambda each: each[0]):
        keys = [key for _, key in group]
        for start in range(0, len(keys), PAGE):
            part = keys[start : start + PAGE]
            yield from _sources(reader.documents([place.channel], kind, place.locale, release=release, keys=part))


def _sources(documents: list[StoredDocument]) -> Iterator[Source]:
    bodies = reader.bodies(period.digest for document in documents for period in document.periods)
    read = {digest: orjson.loads(body) for digest, body in bodies.items()}
    for each in documents:
        periods = [(_start(period), read[period.digest]) for period in each.periods]
        yield Source(address_of(each.kind, each.key), periods)


def _start(period: Period) -> int | None:
    return milliseconds(period.starts) if period.starts else None
