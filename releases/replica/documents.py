"""Lists of documents, as of any release: by channel and locale, by kind, and by another system's code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from releases.core.timeline import StoredVersion
from releases.replica.layout import SHORT_BYTES, Address, address_of, channel_prefix, code_prefix
from releases.replica.transaction import ReadTransaction, row_values


class ListedDocument(NamedTuple):
    address: Address
    title: str
    version: StoredVersion


def documents(
    reading: ReadTransaction,
    channel: str,
    locale: str | None,
    release: int,
    kind: str | None = None,
    after: Address | None = None,
) -> Iterator[ListedDocument]:
    """What is published in `release`, in order of locale, kind and key; `after` is the last one seen.

    Without a locale: in all of them. A kind is asked for within a locale.
    """
    prefix = channel_prefix(channel)
    for part in (locale, kind if locale else None):
        prefix += f"{part}\0".encode("ascii") if part else b""
    beyond = after.name if after else b""
    for name, row in reading.walk(reading.databases.versions, prefix, release, beyond):
        if (found := _listed(name, row, release)).version.periods:
            yield found


def documents_with_code(
    reading: ReadTransaction, channel: str, locale: str, release: int, system: str, code: str
) -> Iterator[ListedDocument]:
    """Those that another system calls so, in order of kind and key."""
    for name, row in reading.walk(reading.databases.codes, code_prefix(system, code), release):
        if row:
            kind, key = name[SHORT_BYTES:].decode("ascii").split("\0")
            yield from document(reading, Address(channel, locale, kind, key), release)


def document(reading: ReadTransaction, address: Address, release: int) -> Iterator[ListedDocument]:
    """The one at `address`, or none when it is not published in `release`."""
    row = reading.newest(reading.databases.versions, address.name, release)
    if row is not None and (found := _listed(address.name, row, release)).version.periods:
        yield found


def _listed(name: bytes, row: bytes, release: int) -> ListedDocument:
    since, released_at, periods, title = row_values(row, release)
    return ListedDocument(address_of(name), title, StoredVersion(since, released_at, periods))
