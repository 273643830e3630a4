"""The body of a request that reports something: a small JSON object, or a problem that says what is wrong with it."""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request

from api import problems

LARGEST = 8192


def json_object(request: Request, largest: int = LARGEST) -> dict[str, Any]:
    """The members of the object; problems: 415 for another media type, 413 when it has over `largest` bytes, 400."""
    if request.content_type.partition(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaType(request.content_type, "Send a JSON object, with 'Content-Type: application/json'.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > largest:
        raise problems.Problem(413, "body-too-large", f"The body may have {largest} bytes.")
    try:
        members = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise problems.Problem(400, "bad-request", f"The body is not JSON: {error}.") from error
    if not isinstance(members, dict):
        raise problems.Problem(400, "bad-request", "The body must be a JSON object.")
    return members
