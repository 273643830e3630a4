"""This node's copy of all released documents: a memory-mapped LMDB file that every process here shares.

One follower at a time writes whole releases (`releases.replica.follower`); the position stands in the same
transaction as the documents, so a reader never sees half a release. Reading asks no database and needs no models.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lmdb
from django.conf import settings

from releases.replica.layout import Databases
from releases.replica.transaction import ReadTransaction, ReplicaState

# The most that the copy may grow to; address space, not disk or memory.
MAP_SIZE = 2**36
READERS = 1024
# Those of the layout, and as many of an older one.
MOST_DATABASES = 2 * len(Databases._fields)

ReadTokens = Callable[[], Mapping[str, Mapping[str, object]]]


class Replica:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.env = lmdb.open(
            str(folder), map_size=MAP_SIZE, max_dbs=MOST_DATABASES, max_readers=READERS, max_spare_txns=64
        )
        self.env.reader_check()
        self.databases = Databases(*(self.env.open_db(name.encode()) for name in Databases._fields))

    def close(self) -> None:
        self.env.close()

    def read(self) -> ReadTransaction:
        """One consistent view; use as a context manager."""
        return ReadTransaction(self.env.begin(), self.databases)

    def outdated(self, txn: Any) -> list[Any]:
        """The databases of an older layout."""
        with txn.cursor() as names:
            found = [name for name in names.iternext(values=False) if name.decode() not in Databases._fields]
        return [self.env.open_db(name, txn=txn) for name in found]

    def position(self) -> ReplicaState:
        with self.read() as reading:
            return reading.position()

    def number(self) -> int:
        return self.position().number

    def shown(self) -> ReplicaState:
        """The newest release that this node ever showed; stays when the copy is made anew."""
        with self.read() as reading:
            return reading.shown()

    def follow(self, read_tokens: ReadTokens | None = None, now: float = 0.0) -> ReplicaState:
        """Takes over what the database has and the copy has not; with `read_tokens` the access tokens as well."""
        from releases.replica.follower import follow  # only who follows needs the database and its models

        return follow(self, read_tokens, now)


_shared: dict[Path, Replica] = {}
_opening = threading.Lock()


def shared_replica() -> Replica:
    """This process's only handle on the copy: LMDB allows one per process."""
    folder = settings.REPLICA_DIR
    found = _shared.get(folder)
    if found is None:
        with _opening:
            found = _shared.get(folder) or _shared.setdefault(folder, Replica(folder))
    return found


def follow_shared() -> None:
    shared_replica().follow()
