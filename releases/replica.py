"""This node's copy of all released documents: a memory-mapped LMDB file that every process here shares.

One follower at a time writes whole releases; the position stands in the same transaction as the documents, so a reader
never sees half a release. A copy that does not match the database's chain is wiped and made anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import lmdb
import orjson
from django.conf import settings

from releases.models import Content, DocumentVersion, Head, Release
from releases.timeline import Version

NEWEST = 2**32 - 1
# The most that the copy may grow to; address space, not disk or memory.
MAP_SIZE = 2**36
READERS = 1024

# With another number in POSITION a copy of an older layout counts as empty, and is made anew.
POSITION, CHECKED_AT = b"position/2", b"checked_at"
# Beside them, for each release its number by its instant, newest first.
RELEASED, NEWEST_INSTANT = b"released/", 2**62

ReadTokens = Callable[[], Mapping[str, Mapping[str, object]]]


class Position(NamedTuple):
    """How far the copy is: the hub it follows, its newest release and when it last checked its tokens (seconds)."""

    hub: str = ""
    number: int = 0
    digest: str = ""
    checked_at: float = 0.0


class Replica:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._env = lmdb.open(str(folder), map_size=MAP_SIZE, max_dbs=4, max_readers=READERS, max_spare_txns=64)
        self._env.reader_check()
        self._meta, self._versions, self._contents, self._tokens = (
            self._env.open_db(name) for name in (b"meta", b"versions", b"contents", b"tokens")
        )

    def close(self) -> None:
        self._env.close()

    def read(self) -> Reading:
        """One consistent view; use as a context manager."""
        return Reading(self._env.begin(), self._meta, self._versions, self._contents, self._tokens)

    def position(self) -> Position:
        with self.read() as reading:
            return reading.position()

    def number(self) -> int:
        return self.position().number

    def follow(self, read_tokens: ReadTokens | None = None, now: float = 0.0) -> Position:
        """Takes over what the database has and the copy has not; with `read_tokens` the access tokens as well.

        The tokens are read while nobody else writes the copy, so a revoked one cannot come back.
        """
        with self._env.begin(write=True) as txn:
            head, position = Head.objects.get(pk=1), _position(txn, self._meta)
            if not _matches(position, head):
                self._wipe(txn)
                position = Position(hub=str(head.hub))
            position = self._take_over(txn, position, head)
            if read_tokens is not None:
                self._replace_tokens(txn, read_tokens())
                position = position._replace(checked_at=max(now, position.checked_at))
            txn.put(POSITION, orjson.dumps(position[:3]), db=self._meta)
            txn.put(CHECKED_AT, orjson.dumps(position.checked_at), db=self._meta)
        return position

    def _wipe(self, txn: Any) -> None:
        for database in (self._meta, self._versions, self._contents, self._tokens):
            txn.drop(database, delete=False)

    def _take_over(self, txn: Any, position: Position, head: Head) -> Position:
        if head.number == position.number:
            return position
        span = (position.number + 1, head.number)
        txn.cursor(self._contents).putmulti(_contents(span))
        txn.cursor(self._versions).putmulti(_versions(span))
        txn.cursor(self._meta).putmulti(_released(span))
        return position._replace(number=head.number, digest=head.digest)

    def _replace_tokens(self, txn: Any, tokens: Mapping[str, Mapping[str, object]]) -> None:
        wanted = {bytes.fromhex(digest): orjson.dumps(scopes) for digest, scopes in tokens.items()}
        if dict(txn.cursor(self._tokens)) != wanted:
            txn.drop(self._tokens, delete=False)
            txn.cursor(self._tokens).putmulti(wanted.items())


class Reading:
    """A view of one moment of the copy."""

    __slots__ = ("_contents", "_meta", "_tokens", "_txn", "_versions")

    def __init__(self, txn: Any, meta: Any, versions: Any, contents: Any, tokens: Any) -> None:
        self._txn, self._meta, self._versions, self._contents, self._tokens = txn, meta, versions, contents, tokens

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self._txn.abort()

    def position(self) -> Position:
        return _position(self._txn, self._meta)

    def mark(self) -> bytes:
        """The same as long as no release came, so that what was found before still holds."""
        return self._txn.get(POSITION, db=self._meta) or b""

    def checked_at(self) -> float:
        return _checked_at(self._txn, self._meta)

    def version(self, address: str, release: int) -> Version | None:
        """The document at `address` ("channel/kind/key/locale", ASCII, under 500 characters) in `release`."""
        prefix = address.encode("ascii") + b"\0"
        cursor = self._txn.cursor(self._versions)
        if cursor.set_range(prefix + _age(release)) and cursor.key().startswith(prefix):
            return Version(*orjson.loads(cursor.value()))
        return None

    def versions(self, address: str) -> list[Version]:
        """All of the document at `address`, oldest first."""
        prefix = address.encode("ascii") + b"\0"
        cursor = self._txn.cursor(self._versions)
        cursor.set_range(prefix)
        found = takewhile(lambda row: row[0].startswith(prefix), cursor.iternext())
        return [Version(*orjson.loads(value)) for _, value in found][::-1]

    def released(self, instant: int) -> int | None:
        """The release that was current at `instant` (milliseconds); None before the first."""
        cursor = self._txn.cursor(self._meta)
        if cursor.set_range(_by_instant(instant)) and cursor.key().startswith(RELEASED):
            return int(cursor.value())
        return None

    def content(self, digest: str) -> bytes:
        return self._txn.get(digest.encode(), db=self._contents)  # type: ignore[no-any-return]

    def token(self, digest: bytes) -> bytes | None:
        """What the token opens, as JSON."""
        return self._txn.get(digest, db=self._tokens)  # type: ignore[no-any-return]


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


def _position(txn: Any, meta: Any) -> Position:
    stored = txn.get(POSITION, db=meta)
    return Position(*orjson.loads(stored))._replace(checked_at=_checked_at(txn, meta)) if stored else Position()


def _checked_at(txn: Any, meta: Any) -> float:
    return float(txn.get(CHECKED_AT, db=meta) or 0)


def _matches(position: Position, head: Head) -> bool:
    """Whether the copy's newest release is in the database's chain."""
    if position.hub != str(head.hub):
        return False
    if position.number in (0, head.number):
        return position.digest == (head.digest if position.number else "")
    return Release.objects.filter(number=position.number, digest=position.digest).exists()


def _age(release: int) -> bytes:
    """Sorts newer releases first."""
    return (NEWEST - release).to_bytes(4, "big")


def _by_instant(instant: int) -> bytes:
    return RELEASED + (NEWEST_INSTANT - instant).to_bytes(8, "big")


def _released(span: tuple[int, int]) -> Iterator[tuple[bytes, bytes]]:
    """Of releases at the same instant the last one stays."""
    rows = Release.objects.filter(number__range=span).order_by("number").values_list("number", "created_at")
    for number, created_at in rows.iterator():
        yield _by_instant(round(created_at.timestamp() * 1000)), str(number).encode()


def _contents(span: tuple[int, int]) -> Iterator[tuple[bytes, bytes]]:
    rows = Content.objects.filter(release__range=span).values_list("digest", "body")
    for digest, body in rows.iterator():
        yield digest.encode(), bytes(body)


def _versions(span: tuple[int, int]) -> Iterator[tuple[bytes, bytes]]:
    releases = Release.objects.filter(number__range=span).values_list("number", "created_at")
    released_at = {number: round(created_at.timestamp() * 1000) for number, created_at in releases}
    rows = DocumentVersion.objects.filter(release_from__range=span)
    fields = rows.values_list("channel", "kind", "key", "locale", "release_from", "periods")
    for *address, release, periods in fields.iterator():
        key = "/".join(address).encode("ascii") + b"\0" + _age(release)
        yield key, orjson.dumps((release, released_at[release], orjson.Fragment(periods)))
