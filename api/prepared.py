"""What is sent for one question, made once: found in the node's copy, with its headers; remembered while it holds."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache
from typing import NamedTuple

from api import access, problems
from api.document_query import Wanted, parse
from releases.replica import Reading, Version

Headers = list[tuple[str, str]]

# How long a public reader may keep what the next publish can change, and what no publish can change.
FRESH_SECONDS, LASTING_SECONDS = 5, 31_536_000
LONGEST_ADDRESS = 480
REMEMBERED = 4096
FOR_EVER = float("inf")

VERSIONED: Headers = [("API-Version", "1.0.0"), ("X-Content-Type-Options", "nosniff")]
PUBLIC: Headers = [
    *VERSIONED,
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "API-Version, ETag, Link, Release"),
]
SCOPED: Headers = [*VERSIONED, ("Vary", "Authorization"), ("Cache-Control", "private, no-store")]


class Prepared(NamedTuple):
    """`unchanged` are the headers of a 304; `mark` and `until` (seconds) say how long all this holds."""

    digest: str
    etag: str
    headers: Headers
    unchanged: Headers
    mark: bytes
    until: float


class Found(NamedTuple):
    """The content that holds at the asked moment, and the instants (ms) around it."""

    digest: str
    since: int
    until: int | None
    release: int


class Memory:
    """Answers of this process by path and query; one is used again until a release comes or a period switches."""

    def __init__(self, locales: tuple[str, ...]) -> None:
        self._locales = locales
        self._kept: dict[tuple[str, str], Prepared] = {}

    def answer(self, reading: Reading, parts: tuple[str, str, str], path: str, query: str, now: float) -> Prepared:
        kept = self._kept.get((path, query))
        if kept is not None and now < kept.until and kept.mark == reading.mark():
            return kept
        made = _prepare(reading, parts, parse(query, self._locales), now)
        if len(self._kept) >= REMEMBERED:
            self._kept.clear()
        self._kept[path, query] = made
        return made


def _prepare(reading: Reading, parts: tuple[str, str, str], wanted: Wanted, now: float) -> Prepared:
    found = _find(reading, "/".join((*parts, wanted.locale)), wanted, now)
    etag = f'"{found.digest}"'
    unchanged = [*_headers(parts[0], wanted, found, now), ("ETag", etag), ("Release", str(found.release))]
    length = len(reading.content(found.digest))
    headers = [*unchanged, ("Content-Type", "application/json"), ("Content-Length", str(length))]
    return Prepared(found.digest, etag, headers, unchanged, reading.mark(), _holds_until(wanted, found, now))


def _find(reading: Reading, address: str, wanted: Wanted, now: float) -> Found:
    release = _release(reading, wanted)
    possible = address.isascii() and "\0" not in address and len(address) < LONGEST_ADDRESS
    version = reading.version(address, release) if possible else None
    if version is None:
        raise problems.not_found("Nothing is published at this path in this locale and release.")
    if not version.periods:
        raise problems.gone("This document is withdrawn.")
    return _at(version, release, round(now * 1000) if wanted.at is None else wanted.at)


def _release(reading: Reading, wanted: Wanted) -> int:
    newest = reading.position().number
    if wanted.release is None:
        return newest
    if wanted.release > newest:
        reason = f"names a release that does not exist yet; the newest is {newest}."
        raise problems.Problem(404, "not-found", f"'release' {reason}", (problems.InvalidParam("release", reason),))
    if reading.published_at(wanted.release) is None:
        raise problems.skipped(wanted.release)
    return wanted.release


def _at(version: Version, release: int, instant: int) -> Found:
    until = None
    for starts, digest in reversed(version.periods):
        if starts is None or starts <= instant:
            return Found(digest, max(starts or 0, version.released_at), until, release)
        until = starts
    raise problems.not_found("This document does not hold yet at this moment: ask for a later 'at'.")


def _headers(channel: str, wanted: Wanted, found: Found, now: float) -> Headers:
    modified = ("Last-Modified", _http_date(found.since // 1000))
    if channel in access.PUBLIC:
        return [*PUBLIC, modified, ("Cache-Control", _cache_control(wanted, found, now))]
    return [*SCOPED, modified]


def _cache_control(wanted: Wanted, found: Found, now: float) -> str:
    """Nothing may be kept for long past a publish, nor at all past the next switch."""
    if wanted.release is not None and wanted.at is not None:
        return f"public, max-age={LASTING_SECONDS}, immutable"
    seconds = _lifetime(wanted)
    if wanted.at is None and found.until is not None:
        seconds = max(0, min(seconds, int(found.until / 1000 - now)))
    return f"public, max-age={seconds}"


def _lifetime(wanted: Wanted) -> int:
    return FRESH_SECONDS if wanted.release is None else LASTING_SECONDS


def _holds_until(wanted: Wanted, found: Found, now: float) -> float:
    """The next instant at which `max-age` is less: it shrinks by the second towards the next switch."""
    if wanted.at is not None or found.until is None:
        return FOR_EVER
    switch = found.until / 1000
    return switch - min(_lifetime(wanted), int(switch - now))


@lru_cache(maxsize=REMEMBERED)
def _http_date(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)
