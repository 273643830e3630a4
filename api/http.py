"""A request and its response, whichever server it comes through: WSGI before Django, or ASGI for those who wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.utils.http import parse_http_date_safe

from api import problems
from api.headers import PUBLIC, Headers

METHODS = "GET, HEAD, OPTIONS"
STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
PREFLIGHT: Headers = [
    *PUBLIC,
    ("Allow", METHODS),
    ("Access-Control-Allow-Methods", METHODS),
    ("Access-Control-Allow-Headers", "Authorization, If-Modified-Since, If-None-Match, Last-Event-ID"),
    ("Access-Control-Max-Age", "86400"),
]


class Request(NamedTuple):
    """What of a request matters to whoever answers; text as the server decoded it, Latin-1."""

    method: str
    path: str
    query: str = ""
    authorization: str = ""
    if_none_match: str | None = None
    accept_encoding: str = ""
    last_event_id: str = ""
    peer: str = ""
    forwarded: str = ""


class Response(NamedTuple):
    """`body` in parts, which may be made while they are sent."""

    status: int
    headers: Headers
    body: Iterable[bytes]


Handler = Callable[[Request], Response]


def respond(handler: Handler, request: Request) -> Response:
    """With every error as a problem, and the methods that every path answers."""
    try:
        if request.method == "OPTIONS":
            return Response(204, PREFLIGHT, [])
        if request.method not in ("GET", "HEAD"):
            raise problems.method_not_allowed(METHODS)
        status, headers, body = handler(request)
    except problems.Problem as problem:
        status, headers, body = refusal(problem, request.path)
    return Response(status, headers, [] if request.method == "HEAD" else body)


def refusal(problem: problems.Problem, path: str) -> Response:
    body = problem.body(path.encode("latin-1", "replace").decode("utf-8", "replace"))
    headers = [*PUBLIC, ("Vary", "Authorization"), ("Cache-Control", "no-store"), *problem.headers.items()]
    headers += (("Content-Type", problems.MEDIA_TYPE), ("Content-Length", str(len(body))))
    return Response(problem.status, headers, [body])


def matches(if_none_match: str | None, etag: str) -> bool:
    """Compared weakly, as RFC 9110 wants for If-None-Match."""
    if if_none_match is None or if_none_match == etag:
        return if_none_match is not None
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags


def is_held(if_none_match: str | None, if_modified_since: str | None, etag: str, modified: int | None) -> bool:
    """Whether who sends these headers has what is tagged so and was last `modified` then (seconds); the tag wins."""
    if if_none_match is not None or if_modified_since is None or modified is None:
        return matches(if_none_match, etag)
    since = parse_http_date_safe(if_modified_since)
    return since is not None and modified <= since


def over_wsgi(handler: Handler) -> Callable[..., Iterable[bytes]]:
    """A WSGI callable."""

    def application(environ: dict[str, Any], start_response: Callable[[str, Headers], object]) -> Iterable[bytes]:
        status, headers, body = respond(handler, request_of(environ))
        start_response(STATUS_LINES[status], headers)
        return body

    return application


def request_of(environ: dict[str, Any]) -> Request:
    return Request(
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_AUTHORIZATION", ""),
        environ.get("HTTP_IF_NONE_MATCH"),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_LAST_EVENT_ID", ""),
    )
