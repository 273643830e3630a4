"""A live server that can be waited for until it has answered everything it was asked."""

from __future__ import annotations

from socket import socket
from threading import Condition
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer


class PatientServer(ThreadedWSGIServer):
    """Counts a connection from its acceptance until its thread let go of the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.open, self.changed = 0, Condition()
        super().__init__(*args, **kwargs)

    def process_request(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        self.count(1)
        super().process_request(request, client_address)

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.count(-1)

    def count(self, difference: int) -> None:
        with self.changed:
            self.open += difference
            self.changed.notify_all()

    def wait_until_quiet(self, seconds: float = 30) -> None:
        """Until no connection is open; raises TimeoutError."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.open == 0, seconds):
                raise TimeoutError(f"{self.open} connections to the live server stay open")
