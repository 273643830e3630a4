"""The JSON Schemas of the contract, as they stand in frontend-contract; under their version they never change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.urls import register_converter
from django.urls.converters import StringConverter
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.v1.resource import Resource

FOR_EVER = "public, max-age=31536000, immutable"


class VersionConverter(StringConverter):
    """The version of all schemas together, in an address."""

    regex = "[0-9a-f]{16}"


register_converter(VersionConverter, "version")


@cache
def schemas() -> Mapping[str, bytes]:
    """All of them by name: the path below the folder `schemas`."""
    folder = Path(settings.CONTRACT_DIR) / "schemas"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.schema.json"))}


def version_of(bodies: Mapping[str, bytes]) -> str:
    """A digest of names and bytes: schemas refer to each other, so they have one version together."""
    digests = "".join(f"{name} {hashlib.sha256(body).hexdigest()}\n" for name, body in bodies.items())
    return hashlib.sha256(digests.encode()).hexdigest()[:16]


@cache
def current_version() -> str:
    return version_of(schemas())


def versioned(name: str) -> str:
    return f"/api/v1/schemas/{current_version()}/{name}"


class SchemaList(Resource):
    def get(self, request: Request) -> Response:
        listed = [
            {"name": name, "title": json.loads(body)["title"], "version": current_version(), "href": versioned(name)}
            for name, body in schemas().items()
        ]
        return Response({"results": listed, "next": None})


class Schema(Resource):
    """One schema: as it is now, or under a version, and then for ever."""

    def get(self, request: Request, name: str, version: str | None = None) -> HttpResponse:
        body = schemas().get(name)
        if body is None or version not in (None, current_version()):
            raise problems.not_found(f"There is no such schema in version {current_version()}. See /api/v1/schemas.")
        headers = {"Cache-Control": FOR_EVER} if version else {"Content-Location": versioned(name)}
        return HttpResponse(body, content_type="application/schema+json", headers=headers)
