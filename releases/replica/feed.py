"""Feed of changes for readers, step by step: each step is a whole release, or a whole switch of validity periods.

A step has one position, whoever asks: a release stands at the instant of its publication, a switch in the release that
was the newest at its instant. What was published late, at an instant that readers had passed, comes with the switches
since. Steps are found by position and put together from bytes that are ready.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any, NamedTuple

import orjson

from releases.core.position import Position, from_milliseconds, milliseconds
from releases.replica.chain import link
from releases.replica.layout import MOMENT_BYTES, channel_prefix, ordinal, step_key, switch_key
from releases.replica.transaction import ReadTransaction

# As `releases.core.changes.Change` tells it.
Change = dict[str, Any]


class ReadyStep(NamedTuple):
    """`body` is the step as JSON: position, digest per channel and of the link before it, changes."""

    position: Position
    body: bytes

    def changes(self) -> list[Change]:
        found: list[Change] = orjson.loads(self.body)["changes"]
        return found


def steps(
    reading: ReadTransaction, channels: Sequence[str], since: Position, now: datetime, limit: int
) -> list[ReadyStep]:
    """At most `limit` steps after `since`, up to `now`, those that change something in `channels`."""
    first = _first_switch(reading, since)
    found = [
        positions
        for channel in channels
        for positions in (_releases(reading, channel, since), _switches(reading, channel, first, now))
    ]
    later = (position for position, _ in groupby(heapq.merge(*found)) if position > since)
    return [ReadyStep(position, _body(reading, channels, position)) for position in islice(later, limit)]


def next_switch(reading: ReadTransaction, channels: Sequence[str], after: datetime) -> datetime | None:
    """The first instant after `after` at which a document of `channels` switches."""
    found = (next(_instants(reading, channel, milliseconds(after) + 1), None) for channel in channels)
    return min((from_milliseconds(instant) for instant in found if instant is not None), default=None)


def changes_of(reading: ReadTransaction, release: int, channels: Collection[str]) -> list[Change]:
    """What a release changed in `channels`, at the moment at which it was published."""
    told = (reading.txn.get(step_key(channel, release), db=reading.databases.steps) for channel in sorted(channels))
    return list(orjson.loads(b"[" + b",".join(filter(None, told)) + b"]"))


def _first_switch(reading: ReadTransaction, since: Position) -> int:
    """What was published after `since`, but at an earlier instant, has its switches from there on."""
    cursor = reading.txn.cursor(reading.databases.releases)
    starts = max(0, milliseconds(since.instant) + 1)
    if cursor.set_range(ordinal(since.release + 1)):
        return min(starts, int.from_bytes(cursor.value()[:MOMENT_BYTES]))
    return starts


def _releases(reading: ReadTransaction, channel: str, since: Position) -> Iterator[Position]:
    cursor, prefix = reading.txn.cursor(reading.databases.links), channel_prefix(channel)
    if cursor.set_range(step_key(channel, since.release)):
        for key in cursor.following_keys():
            if not key.startswith(prefix):
                return
            release = int.from_bytes(key[-4:])
            if instant := reading.published_at(release):
                yield Position(release, instant)


def _switches(reading: ReadTransaction, channel: str, first: int, now: datetime) -> Iterator[Position]:
    for instant in _instants(reading, channel, first):
        at = from_milliseconds(instant)
        if at > now:
            return
        yield Position(reading.release_at(at), at)


def _instants(reading: ReadTransaction, channel: str, first: int) -> Iterator[int]:
    """The instants (ms) from `first` on at which documents of `channel` switch."""
    cursor, prefix, starts = reading.txn.cursor(reading.databases.switches), channel_prefix(channel), first
    while cursor.set_range(switch_key(channel, starts)) and cursor.key().startswith(prefix):
        instant = int.from_bytes(cursor.key()[len(prefix) :][:MOMENT_BYTES])
        yield instant
        starts = instant + 1


def _body(reading: ReadTransaction, channels: Sequence[str], position: Position) -> bytes:
    told = {channel: told for channel in channels if (told := _told(reading, channel, position))}
    links = {channel: link(reading, channel, position.release) for channel in told}
    published = reading.published_at(position.release) == position.instant
    digests = ",".join(f'"{channel}":"{each.digest}"' for channel, each in links.items())
    parents = ",".join(
        f'"{channel}":"{each.parent if published and each.release == position.release else each.digest}"'
        for channel, each in links.items()
    )
    head = f'{{"position":"{position}","channels":{{{digests}}},"parents":{{{parents}}},"changes":['
    return b"".join((head.encode("ascii"), b",".join(told.values()), b"]}"))


def _told(reading: ReadTransaction, channel: str, position: Position) -> bytes:
    """The changes of `channel` at `position`, without brackets."""
    found = []
    if reading.published_at(position.release) == position.instant:
        found.append(reading.txn.get(step_key(channel, position.release), db=reading.databases.steps))
    if reading.release_at(position.instant) == position.release:
        found.extend(_switched(reading, channel, milliseconds(position.instant)))
    return b",".join(filter(None, found))


def _switched(reading: ReadTransaction, channel: str, instant: int) -> Iterator[bytes]:
    cursor, prefix = reading.txn.cursor(reading.databases.switches), switch_key(channel, instant)
    if cursor.set_range(prefix):
        for key, change in cursor:
            if not key.startswith(prefix):
                return
            yield change
