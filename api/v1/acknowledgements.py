"""Acknowledgements: an instance of a channel says what it received, displays or rejects."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from api import access, problems
from api.v1.bodies import json_object
from api.v1.resource import Resource
from releases.core.acknowledgements import Malformed, MemberFault, Refused, parse
from releases.instances.record_acknowledgement import acknowledge

STATUSES = {"too-often": 429}
CONFLICT = 409


class Acknowledgements(Resource):
    http_method_names = ["post", "options"]

    def post(self, request: Request, channel: str) -> Response:
        access.require_named(self.scope, channel)
        try:
            return Response(acknowledge(channel, parse(json_object(request)), self.now).as_json())
        except Malformed as error:
            raise _invalid(error.faults) from error
        except Refused as refused:
            raise _refusal(refused) from refused


def _invalid(faults: tuple[MemberFault, ...]) -> problems.Problem:
    named = tuple(problems.InvalidParam(name, reason) for name, reason in faults)
    return problems.Problem(400, "invalid-member", "Mend what 'invalidParams' says, and send it again.", named)


def _refusal(refused: Refused) -> problems.Problem:
    status = STATUSES.get(refused.code, CONFLICT)
    named = (problems.InvalidParam(refused.member, refused.detail),)
    headers = {"Retry-After": "60"} if status != CONFLICT else {}
    return problems.Problem(status, refused.code, refused.detail, named, headers)
