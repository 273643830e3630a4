"""The public keys that signed releases, of all time: to check a signature against."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from api.v1.resource import Resource
from releases.chain.keys import published_keys
from releases.chain.signing import key_object


class KeyList(Resource):
    def get(self, request: Request) -> Response:
        return Response({"results": [key_object(key) for key in published_keys()], "next": None})
