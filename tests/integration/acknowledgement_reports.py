"""A channel with two releases, and an instance of it that speaks to the API."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from api import tokens
from releases.core.position import Position
from releases.instances import published_state
from releases.models.instances import Instance
from releases.storage import reader
from tests.integration.published import NOW, document, period, publish

MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """An instance of the channel `desk`, with a token for `channels`."""

    client: Client
    channels: Collection[str] = ("desk",)
    name: str = "balie-1"
    channel: str = "desk"

    def __post_init__(self) -> None:
        self.token = tokens.issue(self.name, self.channels, False, NOW)
        tokens.follow()

    def send(self, body: str | bytes, **headers: str) -> HttpResponse:
        return self.client.post(
            f"/api/v1/channels/{self.channel}/acknowledgements",
            body,
            content_type=headers.pop("content_type", "application/json"),
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )

    def says(self, release: int, state: str = "displayed", **changes: Any) -> HttpResponse:
        """As of `release`, which it holds rightly unless `changes` say otherwise."""
        return self.send(json.dumps(said(self.channel, release, instance=self.name, state=state) | changes))

    @property
    def row(self) -> Instance:
        return Instance.objects.get(channel=self.channel, name=self.name)


def said(channel: str, release: int, instant: datetime | None = None, **members: Any) -> dict[str, Any]:
    found = reader.release(release)
    position = Position(release, instant or (found.created_at if found else NOW))
    digest = published_state.digest_at(channel, release)
    return {"epoch": str(reader.head().hub), "position": str(position), "digest": digest} | members


def publish_fee(fee: str, now: datetime = NOW, channel: str = "desk") -> None:
    """In a document of the channel's own, so that the other channels do not change."""
    publish(document(period(fee), key=channel, channel=channel), now=now)


def position(release: int) -> str:
    found = reader.release(release)
    return str(Position(release, found.created_at))
