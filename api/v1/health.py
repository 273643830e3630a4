"""Health of this node: alive, ready for traffic, and all that it has to do is done."""

from __future__ import annotations

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from api.duties import SignsOfLife
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


class Duties(Resource):
    """For an alarm: whether this node hears from its database, and each duty of its worker was done in time."""

    def get(self, request: Request) -> Response:
        now = self.now.timestamp()
        signs = SignsOfLife(settings.DUTIES_DIR).all()
        late = [name for name, sign in signs.items() if sign.is_late(now)]
        if now - self.reading.checked_at() > settings.REPLICA_MAX_SILENCE:
            late.insert(0, "database")
        if late or not signs:
            what = f"No sign of life of: {', '.join(late)}." if signs else "No worker has run on this node."
            raise problems.Problem(503, "duties-late", what)
        done = {name: round(now - sign.done_at) for name, sign in signs.items()}
        return Response({"status": "ok", "secondsSince": done}, headers=NOT_KEPT)
