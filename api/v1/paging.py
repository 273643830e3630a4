"""Lists in pages: a limit, and an opaque cursor that names the last row sent and is signed by the hub."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core import signing
from rest_framework.request import Request

from api import problems

PARAMETERS = ("limit", "cursor")
DEFAULT, LARGEST = 100, 500
# Longer than a cursor of any row; a longer one is not even read.
LONGEST = 800


def limit_of(request: Request, default: int = DEFAULT, largest: int = LARGEST) -> int:
    given = request.query_params.get("limit", str(default))
    if not (given.isascii() and given.isdigit() and len(given) < 6 and 1 <= int(given) <= largest):
        raise problems.invalid("limit", f"must be a whole number from 1 to {largest}.")
    return int(given)


def after(request: Request) -> tuple[str, ...]:
    """The parts of the last row of the page before, as this very list wrote them; empty for the first page."""
    given = request.query_params.get("cursor", "")
    if not given:
        return ()
    try:
        if len(given) > LONGEST:
            raise signing.BadSignature
        return tuple(_signer(request).unsign_object(given))
    except signing.BadSignature as error:
        raise problems.invalid("cursor", "must be taken from 'next' of an earlier answer.") from error


def next_url(request: Request, last: tuple[str, ...]) -> str:
    kept = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return f"{request.path}?{urlencode({**kept, 'cursor': _signer(request).sign_object(last)})}"


def _signer(request: Request) -> signing.Signer:
    """With a key made of SECRET_KEY, which all nodes share, for one list: the cursor of another is refused."""
    return signing.Signer(salt=f"cursor of {request.path}", sep=".")
