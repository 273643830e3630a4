"""Prepared answers to requests for a document: found in the node's copy, with headers; remembered while they hold."""

from __future__ import annotations

from typing import NamedTuple

from api import access
from api.documents.addresses import Address, http_date, links, memento_datetime
from api.documents.lookup import FoundDocument, find
from api.documents.query import DocumentQuery, parse
from api.headers import PUBLIC, SCOPED, Headers
from api.time_axes import Axes
from releases.replica.transaction import ReadTransaction

# How long a public reader may keep what the next publish can change, and what no publish can change.
FRESH_SECONDS, LASTING_SECONDS = 5, 31_536_000
# Of answers that a process keeps in mind, bodies included: nothing that happens to the copy on disk changes those.
REMEMBERED_BYTES, OVERHEAD_BYTES = 32_000_000, 2_000
FOR_EVER = float("inf")


class Prepared(NamedTuple):
    """`unchanged` are the headers of a 304; `modified` is None until its second is over, since another change may come
    in it; `mark` and `until` say how long all this holds. Moments in seconds.
    """

    body: bytes
    etag: str
    modified: int | None
    headers: Headers
    unchanged: Headers
    mark: bytes
    until: float


class Memory:
    """Answers of this process by what was asked; one is used again until a release comes or a period switches."""

    def __init__(self, locales: tuple[str, ...]) -> None:
        self._locales = locales
        self._kept: dict[tuple[str, str, str | None], Prepared] = {}
        self._bytes = 0

    def answer(
        self, reading: ReadTransaction, parts: tuple[str, str, str], asked: tuple[str, str, str | None], now: float
    ) -> Prepared:
        """`asked`: path, query string and Accept-Datetime header."""
        kept = self._kept.get(asked)
        if kept is not None and now < kept.until and kept.mark == reading.mark():
            return kept
        made = _prepare(reading, parts, parse(asked[1], asked[2], self._locales), now)
        size = len(made.body) + sum(len(part or "") for part in asked) + OVERHEAD_BYTES
        self._bytes += size
        if self._bytes > REMEMBERED_BYTES:
            self._kept.clear()
            self._bytes = size
        self._kept[asked] = made
        return made


def _prepare(reading: ReadTransaction, parts: tuple[str, str, str], wanted: DocumentQuery, now: float) -> Prepared:
    address = Address(*parts, wanted.locale)
    found = find(reading, address, wanted, round(now * 1000))
    etag = f'"{found.digest}"'
    unchanged = [*_headers(address, wanted, found, now), ("ETag", etag), ("Release", str(found.release))]
    body = reading.content(found.digest)
    headers = [*unchanged, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    return Prepared(body, etag, _modified(found, now), headers, unchanged, reading.mark(), _holds_until(found, now))


def _headers(address: Address, wanted: DocumentQuery, found: FoundDocument, now: float) -> Headers:
    public = address.channel in access.PUBLIC
    headers = [*(PUBLIC if public else SCOPED)]
    if (modified := _modified(found, now)) is not None:
        headers.append(("Last-Modified", http_date(modified)))
    if public:
        headers.append(("Cache-Control", _cache_control(found, now)))
    varying = [*([] if public else ["Authorization"]), *(["accept-datetime"] if wanted.axes == Axes() else [])]
    if varying:
        headers.append(("Vary", ", ".join(varying)))
    return [*headers, *_memento(address, wanted, found)]


def _memento(address: Address, wanted: DocumentQuery, found: FoundDocument) -> Headers:
    """How to cite the answer and where to find others; what was negotiated by time tells its own address (RFC 7089)."""
    headers = [("Link", links(address, found.cited_at, found.version.release, found.memento))]
    if found.memento is not None:
        headers.append(("Memento-Datetime", memento_datetime(found.memento)))
    if wanted.said is not None:
        headers.append(("Content-Location", address.at(found.cited_at, found.version.release)))
    return headers


def _cache_control(found: FoundDocument, now: float) -> str:
    """Nothing may be kept for long past a publish, nor at all past the next switch."""
    if found.settled and found.at is not None:
        return f"public, max-age={LASTING_SECONDS}, immutable"
    seconds = _lifetime(found)
    if found.at is None and found.span.until is not None:
        seconds = max(0, min(seconds, int(found.span.until / 1000 - now)))
    return f"public, max-age={seconds}"


def _lifetime(found: FoundDocument) -> int:
    return LASTING_SECONDS if found.settled else FRESH_SECONDS


def _modified(found: FoundDocument, now: float) -> int | None:
    """The second in which readers could first see it, once that is over."""
    second = found.since // 1000
    return second if second + 1 <= now else None


def _holds_until(found: FoundDocument, now: float) -> float:
    """The next instant at which a header changes: `max-age` shrinks by the second towards the next switch."""
    second_over = found.since // 1000 + 1
    return min(_same_age_until(found, now), second_over if now < second_over else FOR_EVER)


def _same_age_until(found: FoundDocument, now: float) -> float:
    if found.at is not None or found.span.until is None:
        return FOR_EVER
    switch = found.span.until / 1000
    return switch - min(_lifetime(found), int(switch - now))
