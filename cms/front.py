"""The front of the web server: believes proxies that are trusted, and gives every answer the same headers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings

from api import problems
from api.connection import is_within, may_carry_token, told_scheme
from api.headers import SECURITY, Headers
from api.http import refusal

Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Any], Iterable[bytes]]
FORWARDED = "HTTP_X_FORWARDED_PROTO"


def behind_proxies(application: WsgiApplication) -> WsgiApplication:
    """Refuses a token that came unprotected, and hides from the rest what an untrusted peer claims."""

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        trusted, peer = settings.TRUSTED_PROXIES, environ.get("REMOTE_ADDR", "")
        forwarded = environ.get(FORWARDED, "")
        if environ.get("HTTP_AUTHORIZATION") and not may_carry_token(
            peer, trusted, forwarded, environ.get("wsgi.url_scheme", "http")
        ):
            return _refused(environ, start_response)
        if forwarded or settings.HTTPS:
            _settle_scheme(environ, is_within(peer, trusted), forwarded)
        return application(environ, start_response)

    return answer


def _settle_scheme(environ: Environ, is_trusted: bool, forwarded: str) -> None:
    """A trusted proxy that says nothing brings https where the hub is reached by it: else it redirects for ever."""
    environ.pop(FORWARDED, None)
    if is_trusted:
        environ[FORWARDED] = told_scheme(forwarded) or "https"


def with_security_headers(application: WsgiApplication) -> WsgiApplication:
    """Those that an answer has not said itself; documents, changes and bundles have them from the start."""

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: Headers, *more: Any) -> Any:
            said = {name.lower() for name, _ in headers}
            return start_response(
                status, [*headers, *(each for each in SECURITY if each[0].lower() not in said)], *more
            )

        return application(environ, start)

    return answer


def _refused(environ: Environ, start_response: Any) -> Iterable[bytes]:
    status, headers, body = refusal(problems.token_unprotected(), environ["PATH_INFO"])
    start_response(f"{status} {HTTPStatus(status).phrase}", headers)
    return body
