"""Checks of a posted form: small, and sent from a page of this same site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import abort, request
from werkzeug.datastructures import Headers

MOST_BYTES = 8192
FORM = "application/x-www-form-urlencoded"


def check_form() -> None:
    """Ends the request with the status that says why the form is refused; one that is too large ends at its reading."""
    if not is_same_origin(request.headers):
        abort(403)
    if request.mimetype != FORM:
        abort(415)
    if not request.headers.get("Content-Length", "").isdecimal():
        abort(411)


def is_same_origin(headers: Headers) -> bool:
    """As the browser says; one that says nothing of it is not believed."""
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(headers.get("Origin", "")).netloc
    return bool(origin and origin == headers.get("Host"))
