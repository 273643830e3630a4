"""Asks what answers before Django, as a server does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from api import tokens
from api.catching_up import patient
from api.http import Handler, Request, respond
from releases.replica.follower import follow
from releases.replica.replica import Replica
from tests.integration.published import NOW


@dataclass(frozen=True)
class Heard:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        assert self.headers["Content-Type"] == "application/problem+json"
        return self.json["code"]

    @property
    def named(self) -> list[str]:
        return [param["name"] for param in self.json["invalidParams"]]


def ask(handler: Handler, path: str, query: str = "", method: str = "GET", **headers: str) -> Heard:
    status, sent, body = respond(handler, Request(method, path, query, **headers))
    assert len(dict(sent)) == len(sent), "a header is sent twice"
    return Heard(status, dict(sent), b"".join(body))


def asking(make: Callable[..., Handler], replica: Replica, path: str) -> Callable[..., Heard]:
    """What `make` answers to a question at `now`, after the copy followed the database."""

    def heard(query: str = "", now: datetime = NOW, method: str = "GET", path: str = path, **headers: str) -> Heard:
        follow(replica, tokens._active, now.timestamp())
        handler = patient(make(lambda: replica, now.timestamp), lambda: replica, now.timestamp)
        return ask(handler, path, query, method, **headers)

    return heard


def bearer(*channels: str) -> str:
    return f"Bearer {tokens.issue('test', channels, False, timezone.now())}"
