"""Lists in pages: a limit, and an opaque cursor that names the last row sent."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import urlencode

from rest_framework.request import Request

from api import problems

PARAMETERS = ("limit", "cursor")
DEFAULT, LARGEST = 100, 500
# Bytes of what a cursor names; longer than any row.
LONGEST = 400


def limit_of(request: Request, default: int = DEFAULT, largest: int = LARGEST) -> int:
    given = request.query_params.get("limit", str(default))
    if not (given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= largest):
        raise problems.invalid("limit", f"must be a whole number from 1 to {largest}.")
    return int(given)


def after(request: Request) -> tuple[str, ...]:
    """The parts of the last row of the page before; empty for the first page."""
    given = request.query_params.get("cursor", "")
    try:
        text = base64.b64decode(given.encode("ascii"), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise problems.invalid("cursor", "must be taken from 'next' of an earlier answer.") from error
    if "\0" in text or len(text.encode()) > LONGEST:
        raise problems.invalid("cursor", "must be taken from 'next' of an earlier answer.")
    return tuple(text.split("\n")) if text else ()


def next_url(request: Request, last: tuple[str, ...]) -> str:
    cursor = base64.urlsafe_b64encode("\n".join(last).encode()).decode()
    kept = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return f"{request.path}?{urlencode({**kept, 'cursor': cursor})}"
