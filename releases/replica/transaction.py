"""A view of one moment of the copy: what was published, found by name and release, without a database or models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import takewhile
from typing import Any

import orjson

from releases.core.position import from_milliseconds, milliseconds
from releases.core.replica_state import ReplicaState
from releases.core.timeline import StoredVersion
from releases.replica.checked import DAMAGES, CheckedTransaction, CopyDamaged, checked
from releases.replica.layout import (
    AGE_BYTES,
    CHECKED_AT,
    KEYS,
    LOST,
    MOMENT_BYTES,
    NEWEST,
    NO_KEYS,
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

    __slots__ = ("_checked", "_give_up", "_raw", "databases")

    def __init__(self, txn: Any, databases: Databases, give_up: Callable[[], object] = bool) -> None:
        """`give_up` is called when it shows that the copy is damaged."""
        self._raw = txn
        self._checked: CheckedTransaction | None = None
        self._give_up, self.databases = give_up, databases

    def __enter__(self) -> ReadTransaction:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._raw.abort()
        if kind is not None and issubclass(kind, DAMAGES):
            self._give_up()

    @property
    def txn(self) -> CheckedTransaction:
        """Made when it is needed: most answers are in mind already."""
        if self._checked is None:
            self._checked = CheckedTransaction(self._raw)
        return self._checked

    def position(self) -> ReplicaState:
        stored = self.txn.get(POSITION, db=self.databases.meta)
        return ReplicaState(*orjson.loads(stored))._replace(checked_at=self.checked_at()) if stored else ReplicaState()

    def mark(self) -> bytes:
        """The same as long as no release came, so that what was found before still holds."""
        return self._raw.get(POSITION, db=self.databases.meta) or b""

    def shown(self) -> ReplicaState:
        """The newest release that this node ever showed."""
        return ReplicaState(*orjson.loads(self.txn.get(SHOWN, db=self.databases.meta) or b"[]"))

    def lost(self) -> int:
        """The newest release known to have been shown that the database has not any more; 0 when all is well."""
        return int(self.txn.get(LOST, db=self.databases.meta) or 0)

    def tokens_mark(self) -> bytes:
        """The same as long as every token opens what it opened."""
        return self._raw.get(TOKENS, db=self.databases.meta) or b""

    def checked_at(self) -> float:
        return float(self._repeated(CHECKED_AT, self.databases.meta) or 0)

    def keys(self) -> bytes:
        """The key document, as JSON."""
        return self.txn.get(KEYS, db=self.databases.meta) or NO_KEYS

    def version(self, address: bytes, release: int) -> StoredVersion | None:
        """The document at `address` (the name of an Address) in `release`."""
        found = self.newest(self.databases.versions, address, release)
        return None if found is None else version_in(found, release)

    def versions(self, address: bytes) -> list[StoredVersion]:
        """All of the document at `address`, oldest first."""
        prefix = address + b"\0"
        cursor = self.txn.cursor(self.databases.versions)
        cursor.set_range(prefix)
        found = takewhile(lambda row: row[0].startswith(prefix), cursor.iternext())
        made: list[StoredVersion] = []
        for _, row in found:
            made.append(version_in(row, made[-1].release - 1 if made else NEWEST))
        return made[::-1]

    def content(self, digest: str) -> bytes:
        found = self.txn.get(digest.encode(), db=self.databases.contents)
        if found is None:
            raise CopyDamaged(f"the content {digest} is lost")
        return found

    def token(self, digest: bytes) -> bytes | None:
        """What the token opens, as JSON."""
        return self._repeated(digest, self.databases.tokens)

    def _repeated(self, key: bytes, database: Any) -> bytes | None:
        """What is asked with each request: checked when it is another row than the last time."""
        row = self._raw.get(key, db=database)
        if row is None:
            return None
        seen = _seen.get(key)
        if seen is None or seen[0] != row:
            if len(_seen) >= MOST_SEEN:
                _seen.clear()
            seen = _seen[key] = row, checked(key, row)
        return seen[1]

    def published_at(self, release: int) -> datetime | None:
        found = self.txn.get(ordinal(release), db=self.databases.releases)
        return None if found is None else from_milliseconds(int.from_bytes(found[:MOMENT_BYTES]))

    def release_at(self, instant: datetime) -> int:
        """The newest release at `instant`; 0 when nothing was published yet."""
        cursor = self.txn.cursor(self.databases.moments)
        after = moment(max(0, milliseconds(instant) + 1))
        found = cursor.prev() if cursor.set_range(after) else cursor.last()
        return int.from_bytes(cursor.key()[MOMENT_BYTES:]) if found and not cursor.value() else 0

    def newest(self, database: Any, name: bytes, release: int) -> bytes | None:
        """The row of `name` that holds in `release`."""
        cursor, wanted = self.txn.cursor(database), in_release(name, release)
        if cursor.set_range(wanted) and cursor.key().startswith(wanted[:-AGE_BYTES]):
            return cursor.value()
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


MOST_SEEN = 1024
_seen: dict[bytes, tuple[bytes, bytes]] = {}


def version_in(row: bytes, release: int) -> StoredVersion:
    """The one that holds in `release`."""
    return StoredVersion(*row_values(row, release)[:3])


def row_values(row: bytes, release: int) -> tuple[int, int, list[tuple[int | None, str]], str]:
    """Release, instant, periods and title. A row knows which release ends it: from then on the next one is found."""
    since, instant, periods, title, until = orjson.loads(row)
    if until is not None and release >= until:
        raise CopyDamaged(f"a version of release {until} is lost")
    return since, instant, periods, title


def _beyond(name: bytes) -> bytes:
    """Sorts after every row of `name`."""
    return name + b"\1"
