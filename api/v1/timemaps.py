"""TimeMap (RFC 7089) of one document: all that it ever said, at addresses that always give the same bytes."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from api import access, problems
from api.documents.addresses import LINK_FORMAT, Address, timemap
from api.time_axes import floor
from api.v1.resource import Resource
from releases.core.timeline import mementos


class TimeMap(Resource):
    parameters = ("locale",)

    def get(self, request: Request, channel: str, kind: str, key: str) -> HttpResponse:
        access.require(self.scope, channel)
        address = Address(channel, kind, key, self.locale())
        versions = self.reading.versions(address.stored) if address.stored else []
        said = [memento for memento in mementos(versions, floor(self.now)) if memento.digest]
        if not said:
            raise problems.not_found("Nothing has been said at this path in this locale yet.")
        return HttpResponse(timemap(address, said), content_type=LINK_FORMAT)
