"""Health of this node: alive, and ready for traffic."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.v1.resource import Resource
from releases.core.problems import CameBackOlder

NOT_KEPT = {"Cache-Control": "no-store"}


class Live(Resource):
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"}, headers=NOT_KEPT)


class Ready(Resource):
    """Ready when it can answer readers, also while the database is stopped; not when that came back older."""

    def get(self, request: Request) -> Response:
        state, lost = self.reading.position(), self.reading.lost()
        if not state.hub:
            raise problems.Problem(503, "not-ready", "This node has no copy of what is published yet; it makes one.")
        if lost:
            raise problems.Problem(503, "came-back-older", str(CameBackOlder(lost, state.number)))
        return Response({"status": "ok", "release": state.number}, headers=NOT_KEPT)
