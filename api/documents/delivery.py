"""The hot path: one document of one channel, as stored bytes, before Django sees the request.

It asks no database and serialises nothing: the node's copy has the bytes, and their digest is the ETag.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api import access, problems
from api.catching_up import caught_up
from api.documents.answers import Memory
from api.headers import PUBLIC, VERSIONED, Headers
from api.http import STATUS_LINES, is_held, refusal
from releases.replica.checked import DAMAGES
from releases.replica.replica import Replica, shared_replica

Environ = dict[str, Any]
StartResponse = Callable[[str, Headers], object]

PREFIX = "/api/v1/channels/"
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT: Headers = [
    ("Allow", METHODS),
    ("Access-Control-Allow-Methods", METHODS),
    ("Access-Control-Allow-Headers", "Accept-Datetime, Authorization, If-Modified-Since, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
]


def is_document(path: str) -> bool:
    """Whether this module answers `path`."""
    return path.startswith(PREFIX) and "/documents/" in path


class DocumentEndpoint:
    """A WSGI callable for paths that `is_document` names."""

    def __init__(self, replica: Callable[[], Replica] = shared_replica, clock: Callable[[], float] = time.time) -> None:
        self._replica, self._clock = replica, clock
        self._memory = Memory(tuple(code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            status, headers, body = self._answer(environ)
        except problems.Problem as problem:
            status, headers, body = self._otherwise(environ, problem)
        except DAMAGES:
            status, headers, body = self._otherwise(environ, problems.NotYet(problems.behind()))
        start_response(status, headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _otherwise(self, environ: Environ, problem: problems.Problem) -> tuple[str, Headers, bytes]:
        """What this node may only not have yet is waited for."""
        try:
            if isinstance(problem, problems.NotYet):
                return caught_up(lambda: self._answer(environ), self._replica, self._clock)
        except problems.Problem as later:
            problem = later
        code, headers, [body] = refusal(problem, environ["PATH_INFO"])
        return STATUS_LINES[code], headers, body

    def _answer(self, environ: Environ) -> tuple[str, Headers, bytes]:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        parts = _parts(path)
        if method not in ("GET", "HEAD"):
            return _without_document(method, parts[0])
        now = self._clock()
        with self._replica().read() as reading:
            if parts[0] not in access.PUBLIC:
                scope = access.scope_in(reading, environ.get("HTTP_AUTHORIZATION", ""), now)
                access.require(scope, parts[0])
            asked = (path, environ.get("QUERY_STRING", ""), environ.get("HTTP_ACCEPT_DATETIME"))
            found = self._memory.answer(reading, parts, asked, now)
            if is_held(
                environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE"), found.etag, found.modified
            ):
                return "304 Not Modified", [*found.unchanged], b""
            return "200 OK", [*found.headers], found.body


def view(request: HttpRequest, **_: str) -> HttpResponse:
    """The same answer inside Django, where no composed server stands in front."""
    response = HttpResponse()

    def start_response(status: str, headers: Headers) -> None:
        response.status_code = int(status[:3])
        del response.headers["Content-Type"]
        for name, value in headers:
            response.headers[name] = value

    response.content = b"".join(DocumentEndpoint()(request.META, start_response))
    return response


def _parts(path: str) -> tuple[str, str, str]:
    """Channel, kind and key."""
    channel, _, rest = path[len(PREFIX) :].partition("/documents/")
    kind, _, key = rest.partition("/")
    if not (channel and kind and key) or "/" in key or "/" in channel:
        raise problems.not_found()
    return channel, kind, key


def _without_document(method: str, channel: str) -> tuple[str, Headers, bytes]:
    if method != "OPTIONS":
        raise problems.method_not_allowed(METHODS)
    return "204 No Content", [*(PUBLIC if channel in access.PUBLIC else VERSIONED), *PREFLIGHT], b""
