"""A balancer that knows nothing of its nodes: each request goes to the next one, to another when that does not answer."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from socketserver import StreamRequestHandler, ThreadingTCPServer

AWAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PART = 65_536


class Balancer:
    def __init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def ask(self, ports: Sequence[int]) -> None:
        self._server.ports = ports

    def end(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingTCPServer):
    daemon_threads, allow_reuse_address, request_queue_size = True, True, 128
    ports: Sequence[int] = ()

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self._turns = count()

    def node(self) -> socket.socket | None:
        """A connection with the node whose turn it is, or with another one."""
        turn = next(self._turns)
        for further in range(len(self.ports)):
            with suppress(OSError):
                return socket.create_connection(("127.0.0.1", self.ports[(turn + further) % len(self.ports)]))
        return None

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients and nodes that go away are what this is for."""


class _Handler(StreamRequestHandler):
    def handle(self) -> None:
        """One request, so that the next one is asked of another node."""
        head = b"".join(self._head())
        if not head:
            return
        length = re.search(rb"(?im)^content-length: *(\d+)", head)
        body = self.rfile.read(int(length[1])) if length else b""
        node = self.server.node()
        if node is None:
            self.wfile.write(AWAY)
            return
        with node:
            closing = re.sub(rb"(?im)^connection:.*\r\n", b"", head) + b"Connection: close\r\n\r\n"
            node.sendall(closing + body)
            while part := node.recv(PART):
                self.wfile.write(part)

    def _head(self) -> Iterator[bytes]:
        while (line := self.rfile.readline()) not in (b"\r\n", b""):
            yield line
