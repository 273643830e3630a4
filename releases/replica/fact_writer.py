"""Writes into the copy which documents tell which facts: only where that changes, so that a new fee adds nothing."""

from __future__ import annotations

import orjson

from releases.replica.layout import (
    Address,
    channel_prefix,
    in_release,
    told_name,
    use_name,
)
from releases.replica.transaction import ReadTransaction

NOTHING = b"{}"
TOLD, NOT_TOLD = b"1", b""


class FactWriter:
    """`copy` is in a transaction that writes."""

    def __init__(self, copy: ReadTransaction) -> None:
        self._copy = copy
        self._stopped: set[tuple[str, str]] = set()

    def tell(self, address: Address, release: int, uses: bytes) -> None:
        """`uses`: the facts that the document tells from `release` on, each with its sections, as JSON."""
        txn, used, name = self._copy.txn, self._copy.databases.used, address.name
        stored = txn.get(name, db=used) or NOTHING
        if stored == uses:
            return
        before, now = orjson.loads(stored), orjson.loads(uses)
        for fact in before.keys() | now.keys():
            if before.get(fact) != now.get(fact):
                self._use(fact, address, release, now.get(fact))
        txn.put(name, uses, db=used)

    def close(self, release: int) -> None:
        """Once all documents of one channel in `release` were told: which facts the channel tells no more."""
        for channel, fact in self._stopped:
            uses = self._copy.walk(self._copy.databases.uses, use_name(fact, channel_prefix(channel)), release)
            if not any(sections for _, sections in uses):
                self._put_told(channel, fact, release, NOT_TOLD)
        self._stopped.clear()

    def _use(self, fact: str, address: Address, release: int, sections: list[str] | None) -> None:
        told = b"" if sections is None else orjson.dumps(sections)
        name = in_release(use_name(fact, address.name), release)
        self._copy.txn.put(name, told, db=self._copy.databases.uses)
        if sections is None:
            self._stopped.add((address.channel, fact))
        elif not self._copy.newest(self._copy.databases.told, told_name(address.channel, fact), release):
            self._put_told(address.channel, fact, release, TOLD)

    def _put_told(self, channel: str, fact: str, release: int, told: bytes) -> None:
        name = in_release(told_name(channel, fact), release)
        self._copy.txn.put(name, told, db=self._copy.databases.told)
