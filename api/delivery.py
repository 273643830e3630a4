"""The hot path: one document of one channel, as stored bytes, before Django sees the request.

It asks no database and serialises nothing: the node's copy has the bytes, and their digest is the ETag.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api import problems, tokens
from api.document_query import Wanted, parse
from releases.replica import Reading, Replica, Version, shared_replica

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], object]

PREFIX = "/api/v1/channels/"
METHODS = "GET, HEAD, OPTIONS"
PUBLIC_CHANNEL = "website"
SCOPED_CHANNELS = frozenset({"email", "desk", "phone"})
# How long a public reader may keep what can change with the next publish, and what can no longer change.
FRESH_SECONDS, LASTING_SECONDS = 5, 31_536_000
LONGEST_ADDRESS = 480

VERSIONED: Headers = [("API-Version", "1.0.0"), ("X-Content-Type-Options", "nosniff")]
PUBLIC: Headers = [
    *VERSIONED,
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "API-Version, ETag, Link, Release"),
]
SCOPED: Headers = [*VERSIONED, ("Vary", "Authorization"), ("Cache-Control", "private, no-store")]
PREFLIGHT: Headers = [
    ("Allow", METHODS),
    ("Access-Control-Allow-Methods", METHODS),
    ("Access-Control-Allow-Headers", "Authorization, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
]
STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Found(NamedTuple):
    """The content that holds at the asked moment, and the instants (ms) around it."""

    digest: str
    since: int
    until: int | None
    release: int


def is_document(path: str) -> bool:
    """Whether this module answers `path`."""
    return path.startswith(PREFIX) and "/documents/" in path


class Delivery:
    """A WSGI callable for paths that `is_document` names."""

    def __init__(self, replica: Callable[[], Replica] = shared_replica, clock: Callable[[], float] = time.time) -> None:
        self._replica, self._clock = replica, clock
        self._locales = tuple(code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES)
        self._max_silence = settings.REPLICA_MAX_SILENCE

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            status, headers, body = self._answer(environ)
        except problems.Problem as problem:
            status, headers, body = _refusal(problem, environ["PATH_INFO"])
        start_response(status, headers)
        return [body] if environ["REQUEST_METHOD"] != "HEAD" else [b""]

    def _answer(self, environ: Environ) -> tuple[str, Headers, bytes]:
        channel, kind, key = _parts(environ["PATH_INFO"])
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return _without_document(method, channel)
        now = self._clock()
        with self._replica().read() as reading:
            if channel != PUBLIC_CHANNEL:
                self._admit(environ, reading, channel, now)
            wanted = parse(environ.get("QUERY_STRING", ""), self._locales)
            found = _find(reading, f"{channel}/{kind}/{key}/{wanted.locale}", wanted, round(now * 1000))
            headers = _headers(channel, wanted, found, now)
            if _matches(environ.get("HTTP_IF_NONE_MATCH"), found.digest):
                return "304 Not Modified", headers, b""
            body = reading.content(found.digest)
        headers += (("Content-Type", "application/json"), ("Content-Length", str(len(body))))
        return "200 OK", headers, body

    def _admit(self, environ: Environ, reading: Reading, channel: str, now: float) -> None:
        """Refuses who may not read a scoped channel, and everyone while revoked tokens may still look valid."""
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise problems.token_needed()
        if now - reading.position().checked_at > self._max_silence:
            raise problems.cut_off()
        scopes = tokens.scopes_in(reading, token.strip())
        if scopes is None:
            raise problems.token_refused()
        if channel not in scopes.channels:
            raise problems.out_of_scope(channel)


def view(request: HttpRequest, **_: str) -> HttpResponse:
    """The same answer inside Django, where no composed server stands in front."""
    response = HttpResponse()

    def start_response(status: str, headers: Headers) -> None:
        response.status_code = int(status[:3])
        del response.headers["Content-Type"]
        for name, value in headers:
            response.headers[name] = value

    response.content = b"".join(Delivery()(request.META, start_response))
    return response


def _parts(path: str) -> tuple[str, str, str]:
    channel, literal, *rest = path[len(PREFIX) :].split("/")
    if literal != "documents" or len(rest) != 2 or not all(rest):
        raise problems.not_found()
    if channel != PUBLIC_CHANNEL and channel not in SCOPED_CHANNELS:
        raise problems.not_found("There is no such channel. See /api/v1/channels.")
    return channel, rest[0], rest[1]


def _find(reading: Reading, address: str, wanted: Wanted, now: int) -> Found:
    release = _release(reading, wanted)
    known = address.isascii() and "\0" not in address and len(address) < LONGEST_ADDRESS
    version = reading.version(address, release) if known else None
    if version is None:
        raise problems.not_found("Nothing is published at this path in this locale and release.")
    if not version.periods:
        raise problems.gone("This document is withdrawn.")
    return _at(version, release, now if wanted.at is None else wanted.at)


def _release(reading: Reading, wanted: Wanted) -> int:
    newest = reading.position().number
    if wanted.release is None:
        return newest
    if wanted.release > newest:
        reason = f"names a release that does not exist yet; the newest is {newest}."
        raise problems.Problem(404, "not-found", f"'release' {reason}", (problems.InvalidParam("release", reason),))
    return wanted.release


def _at(version: Version, release: int, instant: int) -> Found:
    until = None
    for starts, digest in reversed(version.periods):
        if starts is None or starts <= instant:
            return Found(digest, max(starts or 0, version.released_at), until, release)
        until = starts
    raise problems.not_found("This document does not hold yet at this moment: ask for a later 'at'.")


def _headers(channel: str, wanted: Wanted, found: Found, now: float) -> Headers:
    changing = (
        ("ETag", f'"{found.digest}"'),
        ("Last-Modified", _http_date(found.since // 1000)),
        ("Release", str(found.release)),
    )
    if channel != PUBLIC_CHANNEL:
        return [*SCOPED, *changing]
    return [*PUBLIC, *changing, ("Cache-Control", _cache_control(wanted, found, now))]


def _cache_control(wanted: Wanted, found: Found, now: float) -> str:
    """Nothing may be kept past a publish for long, nor past the next switch at all."""
    if wanted.release is not None and wanted.at is not None:
        return f"public, max-age={LASTING_SECONDS}, immutable"
    seconds = FRESH_SECONDS if wanted.release is None else LASTING_SECONDS
    if wanted.at is None and found.until is not None:
        seconds = max(0, min(seconds, int(found.until / 1000 - now)))
    return f"public, max-age={seconds}"


@lru_cache(maxsize=4096)
def _http_date(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)


def _matches(if_none_match: str | None, digest: str) -> bool:
    """Compared weakly, as RFC 9110 wants for If-None-Match."""
    if if_none_match is None:
        return False
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or f'"{digest}"' in tags


def _without_document(method: str, channel: str) -> tuple[str, Headers, bytes]:
    if method != "OPTIONS":
        raise problems.method_not_allowed(METHODS)
    return "204 No Content", [*(PUBLIC if channel == PUBLIC_CHANNEL else VERSIONED), *PREFLIGHT], b""


def _refusal(problem: problems.Problem, path: str) -> tuple[str, Headers, bytes]:
    body = problem.body(path.encode("latin-1", "replace").decode("utf-8", "replace"))
    headers = [*PUBLIC, ("Vary", "Authorization"), ("Cache-Control", "no-store"), *problem.headers.items()]
    headers += (("Content-Type", problems.MEDIA_TYPE), ("Content-Length", str(len(body))))
    return STATUS_LINES[problem.status], headers, body
