"""The key document: the public keys that signed releases, of all time, and the signatures on that list."""

from __future__ import annotations

import orjson
from rest_framework.request import Request
from rest_framework.response import Response

from api.v1.resource import Resource


class KeyList(Resource):
    def get(self, request: Request) -> Response:
        return Response(orjson.loads(self.reading.keys()))
