"""A hub in this process whose answers may be lost, cut or mixed up on their way, and whose clock a test sets."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from api import problems, time_axes, tokens
from api.catching_up import patient
from api.changes.bundle import Bundle, is_bundle
from api.changes.endpoint import PATH, ChangesEndpoint
from api.documents.delivery import DocumentEndpoint, is_document
from api.http import over_wsgi
from api.v1.heads import heads_object
from releases.models import Head
from releases.replica import follower
from releases.replica.replica import Replica
from tests.integration.published import NOW, go_back_to

FAULTS = ("none", "none", "none", "lost", "cut", "cut between lines", "early", "unavailable")


class Sent(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    def cut(self, end: int) -> Sent:
        """By something in between, so that no length tells."""
        kept = {name: value for name, value in self.headers.items() if name != "Content-Length"}
        return Sent(self.status, kept, self.body[:end])


class SyncHub:
    """`faults` are used up one per answer: lost, cut off, an earlier answer in its place, or none; `asked` are all URLs."""

    url = "http://hub"

    def __init__(self, folder: Path) -> None:
        self.now, self.faults, self.asked = NOW, list[str](), list[str]()
        self._folder, self._copies, self.tells_heads = folder, 0, True
        self._earlier: Sent | None = None
        self._open()
        self.follow()

    def _open(self) -> None:
        self.replica = Replica(self._folder / str(self._copies))
        self._changes, self._bundle = (
            over_wsgi(patient(make(lambda: self.replica, self.clock), lambda: self.replica, self.clock))
            for make in (ChangesEndpoint, Bundle)
        )
        self._documents = DocumentEndpoint(lambda: self.replica, self.clock)

    def clock(self) -> float:
        return self.now.timestamp()

    def pass_hours(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def follow(self) -> None:
        follower.follow(self.replica, tokens._active, self.clock())

    def restart(self) -> None:
        """Of all processes: what they kept in mind is gone."""
        self.replica.close()
        self._open()

    def lose_copy(self) -> None:
        """It is made anew from the database."""
        self._copies += 1
        self.restart()
        self.follow()

    def new_epoch(self) -> None:
        Head.objects.update(hub=uuid.uuid4())
        self.follow()

    def restore(self, new_epoch: bool) -> None:
        """The database is that of before the newest release; an operator may say so, or not."""
        number = Head.objects.get().number
        if number > 1:
            go_back_to(number - 1)
            self.pass_hours(1)
        if new_epoch:
            self.new_epoch()

    def response(self, url: str) -> Sent | None:
        """None: the connection ended without an answer."""
        self.asked.append(url)
        sent = self.respond(url)
        fault, earlier, self._earlier = self.faults.pop(0) if self.faults else "none", self._earlier, sent
        if fault == "lost":
            return None
        if fault == "cut":
            return sent.cut(len(sent.body) // 2)
        if fault == "cut between lines":
            return sent.cut(sent.body.rfind(b"\n", 0, len(sent.body) * 2 // 3) + 1)
        if fault == "unavailable":
            return Sent(503, {"Content-Type": "text/plain"}, b"away")
        return earlier if fault == "early" and earlier else sent

    def respond(self, url: str) -> Sent:
        parts, started = urlsplit(url), []
        # Who waits is answered at once: the stream server, where one waits, is not here.
        query = re.sub(r"\bwait=\d+", "wait=0", parts.query)
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": parts.path, "QUERY_STRING": query}
        body = b"".join(self._answering(parts.path)(environ, lambda *given: started.extend(given)))
        return Sent(int(started[0][:3]), dict(started[1]), body)

    def _answering(self, path: str):
        if path == PATH:
            return self._changes
        if is_document(path):
            return self._documents
        if path == "/api/v1/heads" and self.tells_heads:
            return self._heads
        return self._bundle if is_bundle(path) else self._registry

    def _heads(self, environ, start_response) -> list[bytes]:
        asked = parse_qs(environ["QUERY_STRING"]).get("release")
        with self.replica.read() as reading:
            try:
                number = time_axes.release_in(reading, time_axes.Axes(release=int(asked[0]) if asked else None))
                found = heads_object(reading, number, ["website"])
            except (problems.Problem, problems.NotYet):
                start_response("404 Not Found", [("Content-Type", "application/problem+json")])
                return [b"{}"]
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(found).encode()]

    def _registry(self, environ, start_response) -> list[bytes]:
        if "/channels/" not in environ["PATH_INFO"]:
            start_response("404 Not Found", [("Content-Type", "application/problem+json")])
            return [b"{}"]
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"changes": f"{self.url}{PATH}?channel=website"}).encode()]

    def shown(self, kind: str, key: str, locale: str) -> bytes | None:
        """What the hub shows now."""
        sent = self.respond(f"/api/v1/channels/website/documents/{kind}/{key}?locale={locale}")
        return sent.body if sent.status == 200 else None


@contextmanager
def sync_hub(folder: Path) -> Iterator[SyncHub]:
    hub = SyncHub(folder)
    yield hub
    hub.replica.close()
