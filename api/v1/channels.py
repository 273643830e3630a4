"""The registry of channels, as far as the caller may read them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from api import access
from api.v1.resource import Resource
from releases.channels import CHANNELS, Channel


def channel_object(channel: Channel) -> dict[str, Any]:
    return {
        "name": channel.name,
        "title": channel.title,
        "access": channel.access,
        "kinds": list(channel.kinds),
        "locales": [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES],
        "href": f"/api/v1/channels/{channel.name}",
        "bundle": f"/api/v1/channels/{channel.name}/bundle",
        "changes": f"{settings.STREAM_URL}/api/v1/changes?channel={channel.name}",
        "stream": f"{settings.STREAM_URL}/api/v1/stream?channel={channel.name}",
    }


class ChannelList(Resource):
    def get(self, request: Request) -> Response:
        readable = [channel_object(channel) for channel in CHANNELS.values() if channel.name in self.scope.channels]
        return Response({"results": readable, "next": None})


class ChannelDetail(Resource):
    def get(self, request: Request, channel: str) -> Response:
        access.require(self.scope, channel)
        return Response(channel_object(CHANNELS[channel]))
