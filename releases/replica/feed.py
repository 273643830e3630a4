"""The steps of the feed from the node's copy: found by position and put together from bytes that are ready."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import NamedTuple

from releases.position import Position, from_milliseconds, milliseconds
from releases.replica.replica import ReadTransaction, moment, ordinal


class ReadyStep(NamedTuple):
    """`body` is the step as JSON: position, digest per channel and of the link before it, changes."""

    position: Position
    body: bytes


class StepLink(NamedTuple):
    """The newest link of a channel's chain as of a release; no digest before the channel's first release."""

    release: int
    digest: str
    parent: str


NO_LINK = StepLink(0, "", "")


def steps(
    reading: ReadTransaction, channels: Sequence[str], since: Position, now: datetime, limit: int
) -> list[ReadyStep]:
    """What `releases.storage.feed.steps` gives, as bytes."""
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


def link(reading: ReadTransaction, channel: str, release: int) -> StepLink:
    """The newest link of `channel` with a release of at most `release`."""
    cursor = reading.txn.cursor(reading.databases.links)
    there = cursor.prev() if cursor.set_range(step_key(channel, release + 1)) else cursor.last()
    if not (there and cursor.key().startswith(_prefix(channel))):
        return NO_LINK
    digests = cursor.value().hex()
    return StepLink(int.from_bytes(cursor.key()[-4:]), digests[:64], digests[64:])


def step_key(channel: str, release: int) -> bytes:
    return _prefix(channel) + ordinal(release)


def switch_key(channel: str, instant: int, address: str = "") -> bytes:
    """`instant` in milliseconds."""
    return _prefix(channel) + moment(instant) + address.encode("ascii")


def _prefix(channel: str) -> bytes:
    return channel.encode("ascii") + b"\0"


def _first_switch(reading: ReadTransaction, since: Position) -> int:
    """What was published after `since`, but at an earlier instant, has its switches from there on."""
    cursor = reading.txn.cursor(reading.databases.published)
    starts = max(0, milliseconds(since.instant) + 1)
    if cursor.set_range(ordinal(since.release + 1)):
        return min(starts, int.from_bytes(cursor.value()))
    return starts


def _releases(reading: ReadTransaction, channel: str, since: Position) -> Iterator[Position]:
    cursor, prefix = reading.txn.cursor(reading.databases.links), _prefix(channel)
    if cursor.set_range(step_key(channel, since.release)):
        for key in cursor.iternext(values=False):
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
    cursor, prefix, starts = reading.txn.cursor(reading.databases.switches), _prefix(channel), first
    while cursor.set_range(switch_key(channel, starts)) and cursor.key().startswith(prefix):
        instant = int.from_bytes(cursor.key()[len(prefix) :][:8])
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
