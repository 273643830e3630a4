"""Writes releases into the copy: versions of documents, and the steps of the feed as bytes that are ready to send.

What a later release replaces loses the switches that it would still have had, so every switch in the copy is one that
came or will come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import orjson

from releases import changes
from releases.changes import Change, Period
from releases.position import from_milliseconds, milliseconds
from releases.replica.feed import step_key, switch_key
from releases.replica.replica import ReadTransaction, age, moment, ordinal
from releases.timeline import StoredVersion


class VersionRow(NamedTuple):
    """A version of a document as the database has it."""

    release: int
    channel: str
    kind: str
    key: str
    locale: str
    periods: str


class ReplicaWriter:
    """`copy` is in a transaction that writes; `published`: release -> instant (ms) of all that is taken over."""

    def __init__(self, copy: ReadTransaction, published: Mapping[int, int]) -> None:
        self._copy, self._published = copy, published
        for release, instant in published.items():
            copy.txn.put(ordinal(release), moment(instant), db=copy.databases.published)
            copy.txn.put(moment(instant) + ordinal(release), b"", db=copy.databases.moments)

    def links(self, rows: Iterable[tuple[str, int, str, str]]) -> None:
        """(channel, release, digest, digest of the link before or nothing)"""
        for channel, release, digest, parent in rows:
            value = bytes.fromhex(digest) + bytes.fromhex(parent)
            self._copy.txn.put(step_key(channel, release), value, db=self._copy.databases.links)

    def versions(self, rows: Iterable[VersionRow]) -> None:
        """Older releases first, and together what belongs to one release and channel."""
        for (release, channel), group in groupby(rows, lambda row: (row.release, row.channel)):
            told = b",".join([self._version(row) for row in group])
            self._copy.txn.put(step_key(channel, release), told, db=self._copy.databases.steps)

    def _version(self, row: VersionRow) -> bytes:
        """Gives what the release says of the document."""
        address = f"{row.channel}/{row.kind}/{row.key}/{row.locale}"
        before, instant = self._copy.version(address, row.release - 1), self._published[row.release]
        value = orjson.dumps((row.release, instant, orjson.Fragment(row.periods)))
        key = address.encode("ascii") + b"\0" + age(row.release)
        self._copy.txn.put(key, value, db=self._copy.databases.versions)
        self._forget_switches(row.channel, address, before, instant)
        periods = changes.unpacked(row.periods)
        self._put_switches(row, address, periods, instant)
        told_before = before is not None and bool(before.periods)
        return _bytes(changes.released(row[1:5], periods, told_before, from_milliseconds(instant)))

    def _forget_switches(self, channel: str, address: str, before: StoredVersion | None, instant: int) -> None:
        for starts, _ in before.periods if before else ():
            if starts is not None and starts >= instant:
                self._copy.txn.delete(switch_key(channel, starts, address), db=self._copy.databases.switches)

    def _put_switches(self, row: VersionRow, address: str, periods: Sequence[Period], instant: int) -> None:
        for starts in changes.switches(periods, from_milliseconds(instant)):
            key = switch_key(row.channel, milliseconds(starts), address)
            change = changes.switched(row[1:5], periods, starts)
            self._copy.txn.put(key, _bytes(change), db=self._copy.databases.switches)


def _bytes(change: Change) -> bytes:
    return orjson.dumps(change.as_json())
