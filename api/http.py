"""A question and its answer, whichever server it comes through: WSGI in front of Django, or ASGI for those who wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from api import problems
from api.documents.answers import PUBLIC, Headers

METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT: Headers = [
    *PUBLIC,
    ("Allow", METHODS),
    ("Access-Control-Allow-Methods", METHODS),
    ("Access-Control-Allow-Headers", "Authorization, If-None-Match, Last-Event-ID"),
    ("Access-Control-Max-Age", "86400"),
]


class Question(NamedTuple):
    """What of a request matters to whoever answers; text as the server decoded it, Latin-1."""

    method: str
    path: str
    query: str = ""
    authorization: str = ""
    if_none_match: str | None = None
    accept_encoding: str = ""
    last_event_id: str = ""


class Answer(NamedTuple):
    """`body` in parts, which may be made while they are sent."""

    status: int
    headers: Headers
    body: Iterable[bytes]


Answering = Callable[[Question], Answer]


def answered(answering: Answering, question: Question) -> Answer:
    """With every error as a problem, and the methods that every path answers."""
    try:
        if question.method == "OPTIONS":
            return Answer(204, PREFLIGHT, [])
        if question.method not in ("GET", "HEAD"):
            raise problems.method_not_allowed(METHODS)
        status, headers, body = answering(question)
    except problems.Problem as problem:
        status, headers, body = refusal(problem, question.path)
    return Answer(status, headers, [] if question.method == "HEAD" else body)


def refusal(problem: problems.Problem, path: str) -> Answer:
    body = problem.body(path.encode("latin-1", "replace").decode("utf-8", "replace"))
    headers = [*PUBLIC, ("Vary", "Authorization"), ("Cache-Control", "no-store"), *problem.headers.items()]
    headers += (("Content-Type", problems.MEDIA_TYPE), ("Content-Length", str(len(body))))
    return Answer(problem.status, headers, [body])


def matches(if_none_match: str | None, etag: str) -> bool:
    """Compared weakly, as RFC 9110 wants for If-None-Match."""
    if if_none_match is None or if_none_match == etag:
        return if_none_match is not None
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags


def over_wsgi(answering: Answering) -> Callable[..., Iterable[bytes]]:
    """A WSGI callable."""

    def application(environ: dict[str, Any], start_response: Callable[[str, Headers], object]) -> Iterable[bytes]:
        status, headers, body = answered(answering, question_of(environ))
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return body

    return application


def question_of(environ: dict[str, Any]) -> Question:
    return Question(
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_AUTHORIZATION", ""),
        environ.get("HTTP_IF_NONE_MATCH"),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_LAST_EVENT_ID", ""),
    )
