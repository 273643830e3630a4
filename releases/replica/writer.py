"""Writes releases into the copy: versions of documents, and the steps of the feed as bytes that are ready to send.

What a later release replaces loses the switches that it would still have had, so every switch in the copy is one that
came or will come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import orjson

from releases.core import changes
from releases.core.changes import Change, Period
from releases.core.position import from_milliseconds, milliseconds
from releases.core.timeline import StoredVersion
from releases.replica.chain import ReleaseRecord, link_row, record_row
from releases.replica.fact_writer import FactWriter
from releases.replica.layout import Address, in_release, moment, ordinal, step_key, switch_key
from releases.replica.transaction import ReadTransaction


class VersionRow(NamedTuple):
    """A version of a document as the database has it."""

    release: int
    channel: str
    kind: str
    key: str
    locale: str
    periods: str
    title: str
    uses: str

    @property
    def address(self) -> Address:
        return Address(self.channel, self.locale, self.kind, self.key)


class ReplicaWriter:
    """`copy` is in a transaction that writes; tell it of releases before what belongs to them."""

    def __init__(self, copy: ReadTransaction) -> None:
        self._copy, self._facts = copy, FactWriter(copy)
        self._published: dict[int, int] = {}

    def releases(self, rows: Iterable[tuple[int, int, ReleaseRecord]]) -> None:
        """(number, instant in milliseconds, record)"""
        txn, databases = self._copy.txn, self._copy.databases
        for release, instant, made in rows:
            self._published[release] = instant
            txn.put(ordinal(release), record_row(moment(instant), made), db=databases.releases)
            txn.put(moment(instant) + ordinal(release), b"", db=databases.moments)

    def links(self, rows: Iterable[tuple[str, int, str, str, str]]) -> None:
        """(channel, release, digest, digest of the link before or nothing, signature)"""
        for channel, release, *made in rows:
            self._copy.txn.put(step_key(channel, release), link_row(*made), db=self._copy.databases.links)

    def versions(self, rows: Iterable[VersionRow]) -> None:
        """Older releases first, and together what belongs to one release and channel."""
        for (release, channel), group in groupby(rows, lambda row: (row.release, row.channel)):
            told = b",".join([self._version(row) for row in group])
            self._copy.txn.put(step_key(channel, release), told, db=self._copy.databases.steps)
            self._facts.close(release)

    def _version(self, row: VersionRow) -> bytes:
        """Gives what the release says of the document."""
        address, instant = row.address.name, self._published[row.release]
        before = self._copy.version(address, row.release - 1)
        value = orjson.dumps((row.release, instant, orjson.Fragment(row.periods), row.title, None))
        self._copy.txn.put(in_release(address, row.release), value, db=self._copy.databases.versions)
        if before is not None:
            self._end(in_release(address, before.release), row.release)
        self._facts.tell(row.address, row.release, row.uses.encode())
        self._forget_switches(row.channel, address, before, instant)
        periods = changes.unpacked(row.periods)
        self._put_switches(row, address, periods, instant)
        told_before = before is not None and bool(before.periods)
        return _bytes(changes.released(row[1:5], periods, told_before, from_milliseconds(instant)))

    def _end(self, version: bytes, release: int) -> None:
        """Notes in a version which release it holds until, so that a reader misses the next one when that is lost."""
        *kept, _ = orjson.loads(self._copy.txn.get(version, db=self._copy.databases.versions) or b"")
        self._copy.txn.put(version, orjson.dumps((*kept, release)), db=self._copy.databases.versions)

    def _forget_switches(self, channel: str, address: bytes, before: StoredVersion | None, instant: int) -> None:
        for starts, _ in before.periods if before else ():
            if starts is not None and starts >= instant:
                self._copy.txn.delete(switch_key(channel, starts, address), db=self._copy.databases.switches)

    def _put_switches(self, row: VersionRow, address: bytes, periods: Sequence[Period], instant: int) -> None:
        for starts in changes.switches(periods, from_milliseconds(instant)):
            key = switch_key(row.channel, milliseconds(starts), address)
            change = changes.switched(row[1:5], periods, starts)
            self._copy.txn.put(key, _bytes(change), db=self._copy.databases.switches)


def _bytes(change: Change) -> bytes:
    return orjson.dumps(change.as_json())
