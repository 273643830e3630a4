"""Receivers of webhooks on this machine, that answer as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.webhook_receiver import received

NO_ANSWER = 0


@dataclass
class Receiver:
    """Answers with `statuses` one after the other and then with 200; `before` runs while the sender waits."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    before: Callable[[], object] = lambda: None
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def answer(self, headers: dict[str, str], body: bytes) -> int:
        self.before()
        self.requests.append((headers, body))
        return self.statuses.pop(0) if self.statuses else 200

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.requests]

    @property
    def positions(self) -> list[str]:
        return [event["data"]["position"] for event in self.events]

    def verified(self, secret: str) -> list[dict[str, Any]]:
        """The events, checked as a receiver does; what is not signed with `secret` raises."""
        return [received(secret, body, headers) for headers, body in self.requests]


@contextmanager
def receiving(receiver: Receiver | None = None) -> Iterator[Receiver]:
    found = receiver or Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = found.answer({name.lower(): value for name, value in self.headers.items()}, body)
            self.close_connection = True
            if status == NO_ANSWER:
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """No lines between those of pytest."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join()
