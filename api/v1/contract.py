"""A file of frontend-contract as an answer, with its digest as ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from rest_framework.request import Request


def contract_file(request: Request, body: bytes, media_type: str, headers: Mapping[str, str]) -> HttpResponse:
    """304 when the caller has these bytes already."""
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=media_type, headers={"ETag": etag, **headers})
    return get_conditional_response(request, etag=etag, response=response)
