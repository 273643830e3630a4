"""Health of this node: alive, and ready for traffic."""

from __future__ import annotations

from django.db import DatabaseError
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.v1.resource import Resource
from releases import store
from releases.chain.backup_detection import CameBackOlder, refuse_when_older
from releases.replica.replica import shared_replica


class Live(Resource):
    def get(self, request: Request) -> Response:
        return Response({"status": "ok"}, headers={"Cache-Control": "no-store"})


class Ready(Resource):
    """Ready when the database answers, has all that was shown, and this node's copy holds its newest release."""

    def get(self, request: Request) -> Response:
        try:
            head = store.head()
        except DatabaseError as error:
            raise problems.Problem(503, "not-ready", "The database does not answer.") from error
        try:
            refuse_when_older(shared_replica().shown(), head)
        except CameBackOlder as error:
            raise problems.Problem(503, "came-back-older", str(error)) from error
        if shared_replica().number() != head.number:
            raise problems.Problem(503, "not-ready", "This node's copy is behind; it catches up by itself.")
        return Response({"status": "ok", "release": head.number}, headers={"Cache-Control": "no-store"})
