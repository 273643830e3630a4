"""Source of search, from this node's copy: whole documents with all their periods, in parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

import orjson

from releases.replica.documents import ListedDocument, document, documents
from releases.replica.layout import Address
from releases.replica.replica import shared_replica
from releases.replica.transaction import ReadTransaction
from search.query.addresses import IndexScope, address_of, split_address
from search.query.entries import KINDS, Source

PAGE = 200


def everything(place: IndexScope, release: int) -> Iterator[Source]:
    """In parts, each read in a view of its own, so that this holds back nothing however long it takes."""
    for kind in KINDS:
        after: Address | None = None
        while True:
            with shared_replica().read() as reading:
                found = list(islice(documents(reading, *place, release, kind, after), PAGE))
                sources = [_source(reading, each) for each in found]
            yield from sources
            if len(found) < PAGE:
                break
            after = found[-1].address


def some(place: IndexScope, release: int, addresses: Collection[str]) -> Iterator[Source]:
    """Those of the addresses that are not withdrawn."""
    wanted = [Address(*place, *split_address(address)) for address in sorted(addresses)]
    for start in range(0, len(wanted), PAGE):
        with shared_replica().read() as reading:
            found = [each for address in wanted[start : start + PAGE] for each in document(reading, address, release)]
            sources = [_source(reading, each) for each in found]
        yield from sources


def addresses(place: IndexScope, release: int) -> set[str]:
    """Of what `everything` gives, without reading it."""
    with shared_replica().read() as reading:
        found = (each for kind in KINDS for each in documents(reading, *place, release, kind))
        return {address_of(each.address.kind, each.address.key) for each in found}


def count(place: IndexScope) -> int:
    """How many documents `everything` gives of the newest release."""
    with shared_replica().read() as reading:
        newest = reading.position().number
        return sum(1 for kind in KINDS for _ in documents(reading, *place, newest, kind))


def _source(reading: ReadTransaction, listed: ListedDocument) -> Source:
    periods = [(starts, orjson.loads(reading.content(digest))) for starts, digest in listed.version.periods]
    return Source(address_of(listed.address.kind, listed.address.key), periods)
