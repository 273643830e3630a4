"""Rows of the copy with a checksum each, so that what a disk damaged is noticed before anybody is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

import lmdb

CHECKSUM_BYTES = 4


class CopyDamaged(Exception):
    """A row is not what was written; the copy is to be made anew."""


# What reading a damaged copy raises.
DAMAGES = (CopyDamaged, lmdb.CorruptedError, lmdb.PageNotFoundError)


class CheckedTransaction:
    """A transaction of LMDB; what it gives is as it was put."""

    __slots__ = ("_txn",)

    def __init__(self, txn: Any) -> None:
        self._txn = txn

    def get(self, key: bytes, db: Any) -> bytes | None:
        row = self._txn.get(key, db=db)
        return None if row is None else checked(key, row)

    def put(self, key: bytes, value: bytes, db: Any) -> None:
        self._txn.put(key, row_of(key, value), db=db)

    def delete(self, key: bytes, db: Any) -> None:
        self._txn.delete(key, db=db)

    def drop(self, db: Any, delete: bool = True) -> None:
        self._txn.drop(db, delete=delete)

    def id(self) -> int:
        return self._txn.id()  # type: ignore[no-any-return]

    def abort(self) -> None:
        self._txn.abort()

    def cursor(self, db: Any) -> CheckedCursor:
        return CheckedCursor(self._txn.cursor(db))


class CheckedCursor:
    __slots__ = ("_cursor", "key", "last", "prev", "set_range")

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.key, self.last, self.prev, self.set_range = cursor.key, cursor.last, cursor.prev, cursor.set_range

    def value(self) -> bytes:
        return checked(*self._cursor.item())

    def __iter__(self) -> Iterator[tuple[bytes, bytes]]:
        return self.iternext()

    def iternext(self) -> Iterator[tuple[bytes, bytes]]:
        """From where it stands."""
        return ((key, checked(key, row)) for key, row in self._cursor.iternext())

    def following_keys(self) -> Iterator[bytes]:
        """From where it stands."""
        return self._cursor.iternext(values=False)  # type: ignore[no-any-return]

    def putmulti(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        self._cursor.putmulti((key, row_of(key, value)) for key, value in items)


def row_of(key: bytes, value: bytes) -> bytes:
    return value + crc32(value, crc32(key)).to_bytes(CHECKSUM_BYTES)


def checked(key: bytes, row: bytes) -> bytes:
    """The value in a row."""
    value = row[:-CHECKSUM_BYTES]
    if crc32(value, crc32(key)) != int.from_bytes(row[-CHECKSUM_BYTES:]):
        raise CopyDamaged(f"the row {key!r} is not what was written")
    return value
