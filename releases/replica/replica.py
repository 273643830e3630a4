"""The node's own copy of the released documents: a memory-mapped LMDB file that every process here shares.

One follower at a time writes whole releases (`releases.replica.follower`); the position stands in the same
transaction as the documents, so a reader never sees half a release. Reading asks no database and needs no models.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import lmdb
from django.conf import settings

from releases.core.replica_state import ReplicaState
from releases.node_lock import node_lock
from releases.replica import generations
from releases.replica.checked import CopyDamaged
from releases.replica.layout import Databases
from releases.replica.transaction import ReadTransaction

# The most that the copy may grow to; address space, not disk or memory.
MAP_SIZE = 2**36
READERS = 1024
# How often a process looks whether its copy is still the one on the disk.
LOOK_SECONDS = 0.5


class Replica:
    """`look_at`: when to look again whether it is whole (monotonic)."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._file, self._damaged = folder, folder / "data.mdb", False
        self.env = lmdb.open(
            str(folder), map_size=MAP_SIZE, max_dbs=len(Databases._fields), max_readers=READERS, max_spare_txns=64
        )
        self._size, info = self._file.stat().st_size, self.env.info()
        if self._size < (info["last_pgno"] + 1) * self.env.stat()["psize"]:
            self.env.close()
            raise CopyDamaged(f"{self._file} is cut off")
        self._inode = self._file.stat().st_ino
        self.env.reader_check()
        is_new = info["last_txnid"] == 0
        self.databases = Databases(*(self.env.open_db(name.encode(), create=is_new) for name in Databases._fields))
        self.look_at = 0.0

    def close(self) -> None:
        self.env.close()

    def read(self) -> ReadTransaction:
        """One consistent view; use as a context manager."""
        return ReadTransaction(self.env.begin(), self.databases, self.give_up)

    def give_up(self) -> None:
        """Something in it is not what was written."""
        self._damaged, self.look_at = True, 0.0

    def is_whole(self) -> bool:
        """Whether its file is still there and never became shorter; what stands in it is for `scrub` to say."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return False
        before, self._size = self._size, found.st_size
        return not self._damaged and found.st_ino == self._inode and found.st_size >= before

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
# Those that others in this process may still be reading.
_left: list[Replica] = []
_opening = threading.Lock()


def shared_replica() -> Replica:
    """This process's only handle on the newest copy: LMDB allows one per process. What was damaged is begun anew."""
    found = _shared.get(settings.REPLICA_DIR)
    if found is None or time.monotonic() >= found.look_at:
        with _opening:
            found = _newest(settings.REPLICA_DIR)
            found.look_at = time.monotonic() + LOOK_SECONDS
    return found


def _newest(root: Path) -> Replica:
    found = _shared.get(root)
    if found is not None:
        if found.is_whole() and generations.newest(root) == found.folder:
            return found
        _left.append(found)
    _shared[root] = _open(root, found.folder if found is not None and not found.is_whole() else None)
    return _shared[root]


def _open(root: Path, damaged: Path | None) -> Replica:
    with node_lock(generations.lock_of(root)):
        folder = generations.newest(root)
        if folder is None or folder == damaged:
            return Replica(generations.begin(root))
        try:
            return Replica(folder)
        except (lmdb.Error, CopyDamaged):
            return Replica(generations.begin(root))
