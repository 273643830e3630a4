"""Heads: the newest link of each channel with its signature, for whoever keeps them to compare later."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api import time_axes
from api.v1.resource import Resource
from releases.replica import chain
from releases.replica.chain import ReleaseRecord, StepLink
from releases.replica.transaction import ReadTransaction


class Heads(Resource):
    parameters = ("release",)

    def get(self, request: Request) -> Response:
        """As they are now, or were in a release."""
        number = time_axes.release_in(self.reading, time_axes.axes_of(request.query_params))
        return Response(heads_object(self.reading, number, self.scope.channels))


def heads_object(reading: ReadTransaction, number: int, channels: Collection[str]) -> dict[str, Any]:
    """As release `number` left them, which exists; none in a hub without releases."""
    if not number:
        return {"epoch": reading.position().hub, "release": 0, "createdAt": None, "channels": {}}
    [release] = chain.scoped_releases(reading, [number], channels)
    return {
        "epoch": reading.position().hub,
        "release": number,
        "createdAt": release.record.created_at,
        "channels": {channel: head_object(*link) for channel, link in sorted(release.links.items())},
    }


def head_object(link: StepLink, made: ReleaseRecord) -> dict[str, Any]:
    """Nothing of a signature for a link from before releases were signed."""
    return {
        "number": link.release,
        "digest": link.digest,
        "epoch": made.epoch or None,
        "keyId": made.key_id or None,
        "signature": link.signature or None,
    }
