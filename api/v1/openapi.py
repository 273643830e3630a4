"""The hand-written OpenAPI document, as it stands in frontend-contract."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from api.v1.resource import Resource


@cache
def document() -> bytes:
    return (Path(settings.CONTRACT_DIR) / "openapi.json").read_bytes()


class OpenApi(Resource):
    def get(self, request: Request) -> HttpResponse:
        headers = {"Cache-Control": "public, max-age=3600"}
        return HttpResponse(document(), content_type="application/json", headers=headers)
