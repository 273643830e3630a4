"""Bundle of all that a channel shows in one release, from the node's copy, in parts: flat in memory however large.

Each part is read in a view of its own, so that a slow reader holds back nothing. What is read stays the same bytes,
since a release never changes; when the copy is made anew from another chain, the parts end before their end line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import orjson

from releases.core.position import NOWHERE, Position, from_milliseconds, instant_text
from releases.core.timeline import StoredVersion
from releases.replica.chain import NO_LINK, StepLink, link
from releases.replica.documents import documents
from releases.replica.layout import Address
from releases.replica.replica import Replica
from releases.replica.transaction import ReadTransaction

PART = 65_536


class Pinned(NamedTuple):
    """A channel as of the newest link that it had in some release, in one locale or (None) in all.

    `at` in milliseconds: only what each document says at that instant; None: all its periods.
    """

    epoch: str
    channel: str
    link: StepLink
    position: Position
    locale: str | None
    at: int | None


def pin(reading: ReadTransaction, channel: str, release: int, locale: str | None, at: int | None = None) -> Pinned:
    found = link(reading, channel, release)
    instant = reading.published_at(found.release)
    position = Position(found.release, instant) if instant else NOWHERE
    return Pinned(reading.position().hub, channel, found, position, locale, at)


def parts(replica: Replica, pinned: Pinned) -> Iterator[bytes]:
    """Lines of JSON: a header with the number of documents, each document with its periods, and an end."""
    count = _count(replica, pinned)
    yield _header(pinned, count)
    after: Address | None = None
    while True:
        with replica.read() as reading:
            if pinned.link not in (NO_LINK, link(reading, pinned.channel, pinned.link.release)):
                return
            lines, after = _lines(reading, pinned, after)
        if not lines:
            break
        yield lines
    yield b'{"type":"end","count":%d}\n' % count


@lru_cache(maxsize=64)
def _count(replica: Replica, pinned: Pinned) -> int:
    """Kept, since it takes a walk along all documents."""
    with replica.read() as reading:
        return sum(1 for _ in _documents(reading, pinned, None))


def _header(pinned: Pinned, count: int) -> bytes:
    return orjson.dumps(
        {
            "type": "header",
            "epoch": pinned.epoch,
            "position": str(pinned.position),
            "channel": pinned.channel,
            "digest": pinned.link.digest,
            "locale": pinned.locale,
            "at": None if pinned.at is None else instant_text(from_milliseconds(pinned.at)),
            "count": count,
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _lines(reading: ReadTransaction, pinned: Pinned, after: Address | None) -> tuple[bytes, Address | None]:
    """The documents after the address `after`, until there is enough to send; and the last address."""
    lines, size = [], 0
    for address, version in _documents(reading, pinned, after):
        lines.append(_line(reading, address, version))
        size, after = size + len(lines[-1]), address
        if size >= PART:
            break
    return b"".join(lines), after


def _documents(
    reading: ReadTransaction, pinned: Pinned, after: Address | None
) -> Iterator[tuple[Address, StoredVersion]]:
    """What `pinned` says beyond the address `after`, in order of address."""
    for found in documents(reading, pinned.channel, pinned.locale, pinned.link.release, after=after):
        if (version := _shown(found.version, pinned.at)).periods:
            yield found.address, version


def _shown(version: StoredVersion, at: int | None) -> StoredVersion:
    if at is None:
        return version
    span = version.span(at)
    return version._replace(periods=[(span.starts, span.content)] if span else [])


def _line(reading: ReadTransaction, where: Address, version: StoredVersion) -> bytes:
    head = f'{{"type":"document","kind":"{where.kind}","key":"{where.key}","locale":"{where.locale}","periods":['
    periods = b",".join(_period(reading, starts, digest) for starts, digest in version.periods)
    return b"".join((head.encode("ascii"), periods, b"]}\n"))


def _period(reading: ReadTransaction, starts: int | None, digest: str) -> bytes:
    effective_at = "null" if starts is None else f'"{instant_text(from_milliseconds(starts))}"'
    head = f'{{"effectiveAt":{effective_at},"digest":"{digest}","body":'
    return b"".join((head.encode("ascii"), reading.content(digest), b"}"))
