"""One question to the hot path, as the web server asks it."""

from __future__ import annotations

import json
import re
from datetime import datetime

from django.conf import settings

from api.documents.delivery import DocumentEndpoint
from releases.replica.replica import Replica
from tests.integration.published import NOW

PATH = "/api/v1/channels/website/documents/product/paspoort"
DESK = PATH.replace("website", "desk")
LINK = re.compile(r'<([^>]+)>; rel="([^"]+)"')


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = int(status[:3]), dict(headers), body
        assert len(self.headers) == len(headers), "a header is sent twice"

    @property
    def problem(self) -> dict[str, object]:
        assert self.headers["Content-Type"] == "application/problem+json"
        return json.loads(self.body)

    @property
    def named(self) -> list[str]:
        return [param["name"] for param in self.problem["invalidParams"]]

    def link(self, rel: str) -> str:
        """Path and query of the link with this relation."""
        [found] = [url for url, given in LINK.findall(self.headers["Link"]) if rel in given.split()]
        return found.removeprefix(settings.BASE_URL)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now.timestamp()


def answer(replica: Replica, path: str, query: str, method: str, now: datetime, **headers: str) -> Answer:
    return send(DocumentEndpoint(lambda: replica, now.timestamp), path, query, method, **headers)


def send(delivery: DocumentEndpoint, path: str = PATH, query: str = "", method: str = "GET", **headers: str) -> Answer:
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    sent = []
    body = b"".join(delivery(environ, lambda *given: sent.extend(given)))
    return Answer(*sent, body)
