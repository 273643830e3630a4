"""A view of one moment of the copy: what was published, found by name and release, without a database or models."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from typing import Any

import orjson

from releases.core.position import from_milliseconds, milliseconds
from releases.core.replica_state import ReplicaState
from releases.core.timeline import StoredVersion
from releases.replica.layout import (
    AGE_BYTES,
    CHECKED_AT,
    KEYS,
    LOST,
    MOMENT_BYTES,
    POSITION,
    SHOWN,
    TOKENS,
    Databases,
    age,
    in_release,
    moment,
    ordinal,
)


class ReadTransaction:
    """Use as a context manager."""

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
        """The newest release that this node ever showed."""
        return ReplicaState(*orjson.loads(self.txn.get(SHOWN, db=self.databases.meta) or b"[]"))

    def lost(self) -> int:
        """The newest release known to have been shown that the database has not any more; 0 when all is well."""
        return int(self.txn.get(LOST, db=self.databases.meta) or 0)

    def tokens_mark(self) -> bytes:
        """The same as long as every token opens what it opened."""
        return self.txn.get(TOKENS, db=self.databases.meta) or b""

    def checked_at(self) -> float:
        return float(self.txn.get(CHECKED_AT, db=self.databases.meta) or 0)

    def keys(self) -> bytes:
        """The public keys of all time, as a JSON list."""
        return self.txn.get(KEYS, db=self.databases.meta) or b"[]"

    def version(self, address: bytes, release: int) -> StoredVersion | None:
        """The document at `address` (the name of an Address) in `release`."""
        found = self.newest(self.databases.versions, address, release)
        return None if found is None else version_in(found)

    def versions(self, address: bytes) -> list[StoredVersion]:
        """All of the document at `address`, oldest first."""
        prefix = address + b"\0"
        cursor = self.txn.cursor(self.databases.versions)
        cursor.set_range(prefix)
        found = takewhile(lambda row: row[0].startswith(prefix), cursor.iternext())
        return [version_in(value) for _, value in found][::-1]

    def content(self, digest: str) -> bytes:
        return self.txn.get(digest.encode(), db=self.databases.contents)  # type: ignore[no-any-return]

    def token(self, digest: bytes) -> bytes | None:
        """What the token opens, as JSON."""
        return self.txn.get(digest, db=self.databases.tokens)  # type: ignore[no-any-return]

    def published_at(self, release: int) -> datetime | None:
        found = self.txn.get(ordinal(release), db=self.databases.releases)
        return None if found is None else from_milliseconds(int.from_bytes(found[:MOMENT_BYTES]))

    def release_at(self, instant: datetime) -> int:
        """The newest release at `instant`; 0 when nothing was published yet."""
        cursor = self.txn.cursor(self.databases.moments)
        after = moment(max(0, milliseconds(instant) + 1))
        found = cursor.prev() if cursor.set_range(after) else cursor.last()
        return int.from_bytes(cursor.key()[MOMENT_BYTES:]) if found else 0

    def newest(self, database: Any, name: bytes, release: int) -> bytes | None:
        """The row of `name` that holds in `release`."""
        cursor, wanted = self.txn.cursor(database), in_release(name, release)
        if cursor.set_range(wanted) and cursor.key().startswith(wanted[:-AGE_BYTES]):
            return cursor.value()  # type: ignore[no-any-return]
        return None

    def walk(self, database: Any, prefix: bytes, release: int, after: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Each name that begins with `prefix`, beyond the name `after`, with its row that holds in `release`."""
        cursor, oldest = self.txn.cursor(database), age(release)
        there = cursor.set_range(_beyond(after) if after else prefix)
        while there and (key := cursor.key()).startswith(prefix):
            name = key[: -AGE_BYTES - 1]
            if key[-AGE_BYTES:] < oldest:
                there = cursor.set_range(in_release(name, release))
            else:
                yield name, cursor.value()
                there = cursor.set_range(_beyond(name))


def version_in(row: bytes) -> StoredVersion:
    release, released_at, periods, _ = orjson.loads(row)
    return StoredVersion(release, released_at, periods)


def _beyond(name: bytes) -> bytes:
    """Sorts after every row of `name`."""
    return name + b"\1"
