"""A request and a response, and the headers that every page carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus

from clients.visit import Visit

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# An e-mail has its styles in the text by nature; it runs no script and cannot reach the page around it.
LETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True)
class Request:
    """`asked` are the query's own parameters and `form` what was posted, each the first of its name."""

    path: str
    visit: Visit
    arguments: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    wants_page: bool = True

    @property
    def step(self) -> str:
        return self.asked.get("stap", "")


@dataclass(frozen=True)
class Response:
    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    policy: str = PAGE_POLICY
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:32]}"'

    @property
    def status_line(self) -> str:
        return f"{self.status} {HTTPStatus(self.status).phrase}"

    def header_list(self) -> list[tuple[str, str]]:
        return [
            ("Content-Type", self.content_type),
            *([("Content-Length", str(len(self.body)))] if self.status != HTTPStatus.NO_CONTENT else []),
            ("Content-Security-Policy", self.policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            *self.headers.items(),
        ]


def redirect(location: str) -> Response:
    return Response(b"", 308, headers={"Location": location})


def see_other(location: str) -> Response:
    """Where a posted form leads: reading that page again posts nothing again."""
    return Response(b"", 303, headers={"Location": location})
