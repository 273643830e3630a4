"""This node's copy of all released documents: a memory-mapped LMDB file that every process here shares.

One follower at a time writes whole releases (`releases.replica.follower`); the position stands in the same
transaction as the documents, so a reader never sees half a release. Reading asks no database and needs no models.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import lmdb
import orjson
from django.conf import settings

from releases.position import from_milliseconds, milliseconds
from releases.timeline import StoredVersion

NEWEST = 2**32 - 1
# The most that the copy may grow to; address space, not disk or memory.
MAP_SIZE = 2**36
READERS = 1024

# With another number in POSITION a copy of an older layout counts as empty, and is made anew.
POSITION, CHECKED_AT, TOKENS, SHOWN = b"position/2", b"checked_at", b"tokens", b"shown"

ReadTokens = Callable[[], Mapping[str, Mapping[str, object]]]


class Databases(NamedTuple):
    """What the copy holds, each under its key.

    published: release -> its instant · moments: instant, release -> nothing · links: channel, release -> the digests of
    that link and of the link before · steps: channel, release -> its changes · switches: channel, instant, document ->
    its change. How they are written is said in `releases.replica.writer`.
    """

    meta: Any
    versions: Any
    contents: Any
    tokens: Any
    published: Any
    moments: Any
    links: Any
    steps: Any
    switches: Any


class ReplicaState(NamedTuple):
    """How far the copy is: the hub it follows, its newest release and when it last checked its tokens (seconds)."""

    hub: str = ""
    number: int = 0
    digest: str = ""
    checked_at: float = 0.0


class Replica:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.env = lmdb.open(
            str(folder), map_size=MAP_SIZE, max_dbs=len(Databases._fields), max_readers=READERS, max_spare_txns=64
        )
        self.env.reader_check()
        self.databases = Databases(*(self.env.open_db(name.encode()) for name in Databases._fields))

    def close(self) -> None:
        self.env.close()

    def read(self) -> ReadTransaction:
        """One consistent view; use as a context manager."""
        return ReadTransaction(self.env.begin(), self.databases)

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


class ReadTransaction:
    """A view of one moment of the copy."""

    __slots__ = ("databases", "txn")

    def __init__(self, txn: Any, databases: Databases) -> None:
        self.txn, self.databases = txn, databases

    def __enter__(self) -> ReadTransaction:
        return self

    def __exit__(self, *_: object) -> None:
        self.txn.abort()

    def position(self) -> ReplicaState:
        stored = self.mark()
        return ReplicaState(*orjson.loads(stored))._replace(checked_at=self.checked_at()) if stored else ReplicaState()

    def mark(self) -> bytes:
        """The same as long as no release came, so that what was found before still holds."""
        return self.txn.get(POSITION, db=self.databases.meta) or b""

    def shown(self) -> ReplicaState:
        return ReplicaState(*orjson.loads(self.txn.get(SHOWN, db=self.databases.meta) or b"[]"))

    def tokens_mark(self) -> bytes:
        """The same as long as every token opens what it opened."""
        return self.txn.get(TOKENS, db=self.databases.meta) or b""

    def checked_at(self) -> float:
        return float(self.txn.get(CHECKED_AT, db=self.databases.meta) or 0)

    def version(self, address: str, release: int) -> StoredVersion | None:
        """The document at `address` ("channel/kind/key/locale", ASCII, under 500 characters) in `release`."""
        prefix = address.encode("ascii") + b"\0"
        cursor = self.txn.cursor(self.databases.versions)
        if cursor.set_range(prefix + age(release)) and cursor.key().startswith(prefix):
            return StoredVersion(*orjson.loads(cursor.value()))
        return None

    def versions(self, address: str) -> list[StoredVersion]:
        """All of the document at `address`, oldest first."""
        prefix = address.encode("ascii") + b"\0"
        cursor = self.txn.cursor(self.databases.versions)
        cursor.set_range(prefix)
        found = takewhile(lambda row: row[0].startswith(prefix), cursor.iternext())
        return [StoredVersion(*orjson.loads(value)) for _, value in found][::-1]

    def content(self, digest: str) -> bytes:
        return self.txn.get(digest.encode(), db=self.databases.contents)  # type: ignore[no-any-return]

    def token(self, digest: bytes) -> bytes | None:
        """What the token opens, as JSON."""
        return self.txn.get(digest, db=self.databases.tokens)  # type: ignore[no-any-return]

    def published_at(self, release: int) -> datetime | None:
        found = self.txn.get(ordinal(release), db=self.databases.published)
        return None if found is None else from_milliseconds(int.from_bytes(found))

    def release_at(self, instant: datetime) -> int:
        """The newest release at `instant`; 0 when nothing was published yet."""
        cursor = self.txn.cursor(self.databases.moments)
        after = moment(max(0, milliseconds(instant) + 1))
        found = cursor.prev() if cursor.set_range(after) else cursor.last()
        return int.from_bytes(cursor.key()[8:]) if found else 0


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


def close_shared_replica() -> None:
    with _opening:
        while _shared:
            _shared.popitem()[1].close()


def follow_shared() -> None:
    shared_replica().follow()


def age(release: int) -> bytes:
    """Sorts newer releases first."""
    return (NEWEST - release).to_bytes(4, "big")


def ordinal(release: int) -> bytes:
    """Sorts older releases first."""
    return release.to_bytes(4, "big")


def moment(instant: int) -> bytes:
    """Milliseconds, sorted by time."""
    return instant.to_bytes(8, "big")
