"""This node's copy of all released documents: a memory-mapped LMDB file that every process here shares.

One follower at a time writes whole releases (`releases.replica.follower`); the position stands in the same
transaction as the documents, so a reader never sees half a release. Reading asks no database and needs no models.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import lmdb
from django.conf import settings

from releases.core.replica_state import ReplicaState
from releases.replica.layout import Databases
from releases.replica.transaction import ReadTransaction

# The most that the copy may grow to; address space, not disk or memory.
MAP_SIZE = 2**36
READERS = 1024
# Those of the layout, and as many of an older one.
MOST_DATABASES = 2 * len(Databases._fields)


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

    def bytes_on_disk(self) -> int:
        return sum(file.stat().st_blocks * 512 for file in Path(self.env.path()).iterdir())

    def shown(self) -> ReplicaState:
        """The newest release that this node ever showed; stays when the copy is made anew."""
        with self.read() as reading:
            return reading.shown()


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
