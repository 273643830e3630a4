"""A posted form: small, and sent from a page of this same site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST_BYTES, MOST_FIELDS = 8192, 20
FORM = "application/x-www-form-urlencoded"
SAME_ORIGIN = "same-origin"


class NotTaken(Exception):
    """The form is refused before anything reads it; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def posted_form(environ: Mapping[str, Any]) -> dict[str, str]:
    """Its fields, the first of each name."""
    if not is_same_origin(environ):
        raise NotTaken(403)
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != FORM:
        raise NotTaken(415)
    body = environ["wsgi.input"].read(_length(environ.get("CONTENT_LENGTH", "")))
    try:
        fields = parse_qs(body.decode("utf-8"), max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise NotTaken(400) from error
    return {name: values[0] for name, values in fields.items()}


def is_same_origin(environ: Mapping[str, Any]) -> bool:
    """As the browser says; one that says nothing of it is not believed."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return bool(site == SAME_ORIGIN)
    origin = urlsplit(environ.get("HTTP_ORIGIN", "")).netloc
    return bool(origin and origin == environ.get("HTTP_HOST"))


def _length(given: str) -> int:
    if not (given.isascii() and given.isdigit()):
        raise NotTaken(411)
    if int(given) > MOST_BYTES:
        raise NotTaken(413)
    return int(given)
