"""The reference clients on a free port, in front of a hub of paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tests.contract.client_under_test import clients_of
from tests.contract.fake_hub import FakeHub


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """No lines between those of pytest."""


@contextmanager
def serving_clients(hub: FakeHub) -> Iterator[str]:
    """Their address."""
    with clients_of(hub) as clients:
        server = make_server("127.0.0.1", 0, clients.application, Server, Quiet)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()
