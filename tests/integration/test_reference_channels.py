"""/kanalen is another process behind the hub's own address."""

from __future__ import annotations

import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from cms.reference_channels import AT_ONCE, ReferenceChannels


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def client(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("ETag", '"x"')])
    return [f"{environ['PATH_INFO']}?{environ['QUERY_STRING']} {environ.get('HTTP_IF_NONE_MATCH')}".encode()]


@pytest.fixture
def port():
    with make_server("127.0.0.1", 0, client, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server.server_port
        server.shutdown()


def ask(channels: ReferenceChannels, path: str = "/kanalen/", query: str = "") -> tuple[str, dict[str, str], bytes]:
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": "GET", "HTTP_IF_NONE_MATCH": '"x"'}
    sent = []
    body = b"".join(channels(environ, lambda *given: sent.extend(given)))
    return sent[0], {name.lower(): value for name, value in sent[1]}, body


def test_path_query_and_headers_reach_the_channels(port):
    status, headers, body = ask(ReferenceChannels(port), "/kanalen/website/", "at=2027-01-01&locale=nl")
    assert (status, headers["etag"]) == ("200 OK", '"x"')
    assert body == b'/kanalen/website/?at=2027-01-01&locale=nl "x"'


def test_while_the_channels_start_the_reader_is_asked_to_wait():
    status, headers, _ = ask(ReferenceChannels(1))
    assert (status[:3], headers["retry-after"]) == ("503", "1")


def test_pages_never_take_all_threads(port):
    channels = ReferenceChannels(port)
    for _ in range(AT_ONCE):
        channels._places.acquire()
    assert ask(channels)[0][:3] == "503"
    channels._places.release()
    assert ask(channels)[0][:3] == "200"
