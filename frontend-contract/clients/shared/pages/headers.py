"""Headers of every answer: a strict policy, and an ETag by which an unchanged page is not sent again."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, request

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# An e-mail has its styles in the text by nature; it runs no script and cannot reach the page around it.
LETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'self'"
)


def with_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if response.location:
        response.location = _path_of(response.location)
    if response.status_code == 200:
        if response.cache_control.max_age is None:
            response.cache_control.no_cache = True
        response.add_etag()
        response.make_conditional(request)
    return response


def _path_of(location: str) -> str:
    """Without scheme and host, which are others for whoever comes through a proxy."""
    return urlsplit(location)._replace(scheme="", netloc="").geturl()
