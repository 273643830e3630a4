"""/kanalen is another process behind the hub's own address."""

from __future__ import annotations

import gzip
import json
import threading
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from cms.running.reference_channels import AT_ONCE, MOST_POSTED, ReferenceChannels


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def client(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("ETag", '"x"')])
    if environ["REQUEST_METHOD"] == "POST":
        said = [environ.get(name) for name in ("CONTENT_TYPE", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE")]
        return [json.dumps([environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode(), *said]).encode()]
    return [f"{environ['PATH_INFO']}?{environ['QUERY_STRING']} {environ.get('HTTP_IF_NONE_MATCH')}".encode()]


@contextmanager
def serving(application):
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def port():
    with serving(client) as port:
        yield port


def ask(
    channels: ReferenceChannels, path: str = "/kanalen/", query: str = "", **environ: Any
) -> tuple[str, dict[str, str], bytes]:
    environ = {"REQUEST_METHOD": "GET", "HTTP_IF_NONE_MATCH": '"x"'} | environ
    environ |= {"PATH_INFO": path, "QUERY_STRING": query}
    sent = []
    body = b"".join(channels(environ, lambda *given: sent.extend(given)))
    return sent[0], {name.lower(): value for name, value in sent[1]}, body


def test_path_query_and_headers_reach_the_channels(port):
    status, headers, body = ask(ReferenceChannels(port), "/kanalen/website/", "at=2027-01-01&locale=nl")
    assert (status, headers["etag"]) == ("200 OK", '"x"')
    assert body == b'/kanalen/website/?at=2027-01-01&locale=nl "x"'


def posting(body: bytes) -> dict[str, Any]:
    return {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}


def test_a_posted_form_reaches_the_channels_with_where_it_comes_from(port):
    origin = {"HTTP_HOST": "hub.example", "HTTP_ORIGIN": "https://hub.example", "HTTP_SEC_FETCH_SITE": "same-origin"}
    form = posting(b"q=paspoort") | {"CONTENT_TYPE": "application/x-www-form-urlencoded"}
    _, _, body = ask(ReferenceChannels(port), **form, **origin)

    assert json.loads(body) == ["q=paspoort", "application/x-www-form-urlencoded", *origin.values()]


def test_more_than_a_form_needs_is_not_read(port):
    form = posting(b"a" * (MOST_POSTED + 1))
    status, *_ = ask(ReferenceChannels(port), **form)

    assert (status[:3], form["wsgi.input"].tell()) == ("413", 0)


def test_a_body_of_unknown_length_is_not_read(port):
    form = posting(b"q=paspoort") | {"CONTENT_LENGTH": ""}
    _, _, body = ask(ReferenceChannels(port), **form)

    assert json.loads(body)[0] == ""


def packing(environ, start_response):
    start_response("200 OK", [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")])
    return [gzip.compress(environ["HTTP_ACCEPT_ENCODING"].encode())]


def test_an_answer_goes_on_as_it_was_packed():
    with serving(packing) as port:
        _, headers, body = ask(ReferenceChannels(port), HTTP_ACCEPT_ENCODING="br, gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == b"br, gzip"


def test_who_asks_for_no_packing_gets_none():
    with serving(packing) as port:
        _, _, body = ask(ReferenceChannels(port))
    assert gzip.decompress(body) == b"identity"


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
