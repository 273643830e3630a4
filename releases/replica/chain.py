"""The chain of releases as a reader of some channels may see it: nothing in it depends on the other channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

import orjson

from releases.core import canonical
from releases.replica.layout import DIGEST_BYTES, MOMENT_BYTES, channel_prefix, ordinal, step_key
from releases.replica.transaction import ReadTransaction


class StepLink(NamedTuple):
    """The newest link of a channel's chain as of a release; no digest before the channel's first release."""

    release: int
    digest: str
    parent: str
    signature: str


NO_LINK = StepLink(0, "", "", "")


class ReleaseRecord(NamedTuple):
    """A release as the hub made it; `epoch` and `key_id` are empty in releases from before signing."""

    digest: str
    created_at: str
    author: str
    cause: str
    epoch: str
    key_id: str


@dataclass(frozen=True)
class ScopedRelease:
    """A release; `links` holds the newest link of each channel in scope, with the release that it is of."""

    number: int
    digest: str
    parent: str | None
    record: ReleaseRecord
    links: dict[str, tuple[StepLink, ReleaseRecord]]


def link(reading: ReadTransaction, channel: str, release: int) -> StepLink:
    """The newest link of `channel` with a release of at most `release`."""
    cursor = reading.txn.cursor(reading.databases.links)
    there = cursor.prev() if cursor.set_range(step_key(channel, release + 1)) else cursor.last()
    if not (there and cursor.key().startswith(channel_prefix(channel))):
        return NO_LINK
    row = cursor.value()
    digest, parent = row[:DIGEST_BYTES], row[DIGEST_BYTES : 2 * DIGEST_BYTES]
    signature = row[2 * DIGEST_BYTES :].decode("ascii")
    return StepLink(int.from_bytes(cursor.key()[-4:]), digest.hex(), parent.hex() if any(parent) else "", signature)


def link_row(digest: str, parent: str, signature: str) -> bytes:
    return bytes.fromhex(digest) + (bytes.fromhex(parent) or bytes(DIGEST_BYTES)) + signature.encode("ascii")


def record(reading: ReadTransaction, release: int) -> ReleaseRecord | None:
    row = reading.txn.get(ordinal(release), db=reading.databases.releases)
    if row is None:
        return None
    _, digest, rest = row[:MOMENT_BYTES], row[MOMENT_BYTES:][:DIGEST_BYTES], row[MOMENT_BYTES + DIGEST_BYTES :]
    return ReleaseRecord(digest.hex(), *orjson.loads(rest))


def record_row(instant: bytes, made: ReleaseRecord) -> bytes:
    return instant + bytes.fromhex(made.digest) + orjson.dumps(made[1:])


def numbers(reading: ReadTransaction, below: int) -> Iterator[int]:
    """Of the releases before `below`, newest first."""
    cursor = reading.txn.cursor(reading.databases.releases)
    there = cursor.prev() if cursor.set_range(ordinal(below)) else cursor.last()
    while there:
        yield int.from_bytes(cursor.key())
        there = cursor.prev()


def scoped_releases(
    reading: ReadTransaction, releases: Iterable[int], channels: Collection[str]
) -> Iterator[ScopedRelease]:
    """The releases with these numbers, newest first and without gaps; digests cover `channels` only."""
    found = [_scoped(reading, number, channels) for number in releases]
    before = next(numbers(reading, found[-1].number), None) if found else None
    oldest = _scoped(reading, before, channels) if before is not None else None
    for each, parent in pairwise(chain(found, [oldest])):
        if each is not None:
            yield ScopedRelease(each.number, each.digest, parent.digest if parent else None, each.record, each.links)


def _scoped(reading: ReadTransaction, number: int, channels: Collection[str]) -> ScopedRelease:
    """Without its parent."""
    made = _existing(reading, number)
    newest = ((channel, link(reading, channel, number)) for channel in channels)
    links = {channel: (each, _existing(reading, each.release)) for channel, each in newest if each is not NO_LINK}
    digests = {channel: each.digest for channel, (each, _) in links.items()}
    body = {"number": number, "createdAt": made.created_at, "channels": digests}
    return ScopedRelease(number, canonical.digest(canonical.dumps(body)), None, made, links)


def _existing(reading: ReadTransaction, number: int) -> ReleaseRecord:
    found = record(reading, number)
    if found is None:
        raise LookupError(f"The copy has no release {number}.")
    return found
