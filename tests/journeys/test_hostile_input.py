"""Hostile input, byte for byte, to a running hub: it refuses what it cannot use, never fails on it, and stays up."""

from __future__ import annotations

import socket
from itertools import product
from urllib.parse import quote

import pytest

from tests.journeys.running_hub import Hub

API = "/api/v1"
MOMENTS = (
    "2027-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
    "2027-01-01T24:00:00Z", "2027-01-01T00:00:60Z", "2027-01-01T00:00:00.1234567890Z", "２０２７-01-01", "2027-01-01\0",
    "-2027-01-01", "1e9", "NaN", "9" * 400, "1@0000-00-00T00:00:00.000Z", "1@9999-12-31T23:59:59.999Z", "999999999@0001-01-01T00:00:00.000Z",
)  # fmt: skip
ENCODINGS = (
    "%ff%fe",
    "%c0%ae",
    "%ed%a0%80",
    "%00",
    "%",
    "%zz",
    "%F0%9F%92%A9",
    "%E2%80%AE",
    "..%2f..%2fetc%2fpasswd",
    "%0d%0aX-Evil:%201",
)
MOMENT_PATHS = (
    f"{API}/channels/website/documents/product/rijbewijs?at=", f"{API}/channels/website/documents/product/rijbewijs?known=",
    f"{API}/channels/website/documents?at=", f"{API}/facts?known=", f"{API}/facts/rijbewijs.leges?at=", f"{API}/search?q=rijbewijs&at=",
    f"{API}/channels/website/bundle?at=", f"{API}/changes?since=", f"{API}/channels/website/documents/product/rijbewijs?release=",
    "/kanalen/website/?datum=", "/kanalen/website/?at=", "/kanalen/website/product/rijbewijs/?at=",
)  # fmt: skip
TEXT_PATHS = (
    f"{API}/", f"{API}/facts/", f"{API}/channels/", f"{API}/releases/", f"{API}/schemas/", f"{API}/keys/", f"{API}/facts?cursor=",
    f"{API}/channels/website/documents/product/", f"{API}/channels/website/timemaps/product/", f"{API}/releases?cursor=",
    f"{API}/channels/website/documents?external=", f"{API}/channels/website/documents?locale=", f"{API}/channels/website/documents?cursor=",
    f"{API}/search?q=", f"{API}/search?q=x&theme=", f"{API}/search?q=x&cursor=", f"{API}/suggestions?q=", f"{API}/changes?channel=", f"{API}/changes?epoch=",
    "/kanalen/website/zoeken/?q=", "/kanalen/website/zoeken/?q=x&vanaf=", "/kanalen/website/product/", "/kanalen/", "/admin/login/?next=", "/static/", "/media/",
    "/media/logos/", "/",
)  # fmt: skip
HEADERS = (
    "Authorization: Bearer \x7f", "Authorization: Bearer " + "a" * 6000, "Authorization: Basic %%%", "If-None-Match: " + '"a",' * 2000,
    "If-Modified-Since: Tue, 99 Foo 0000 99:99:99 GMT", "Accept-Datetime: Tue, 31 Feb 9999 12:00:00 GMT", "Accept-Encoding: gzip;q=NaN,*;q=-1",
    "Accept: " + "a/b;" * 1000, "Cookie: sessionid=\xff; csrftoken=\xff", "X-Forwarded-For: " + "1," * 2000, "X-Forwarded-Proto: gopher", "Last-Event-ID: 1@",
    "Content-Length: 0", "Range: bytes=-1,-1,99999999999999999999-", "Accept-Language: " + "nl;q=9," * 500, "Transfer-Encoding: gzip", "Content-Type: \xff",
)  # fmt: skip
HEADER_PATHS = (
    f"{API}/channels/website/documents/product/rijbewijs",
    f"{API}/facts",
    f"{API}/search?q=rijbewijs",
    f"{API}/changes",
    "/kanalen/website/",
    "/admin/login/",
)
BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"a":' * 5000,
    b'{"query": "\\ud800"}',
    b"1e999",
    b"NaN",
    b'{"query":"x","query":1}',
    b"\0" * 100,
    b"x" * 70_000,
)
POSTS = (
    f"{API}/search/feedback",
    f"{API}/channels/website/acknowledgements",
    "/admin/login/",
    "/kanalen/website/zoeken/reactie",
)
BODY_TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain; charset=nothing",
)
RAW = (
    b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET http://[::1 HTTP/1.1\r\n\r\n",
    b"GET " + b"/" * 60_000 + b" HTTP/1.1\r\nHost: hub\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
    b"GET /api/v1/facts HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"GET /api/v1/facts HTTP/1.1\r\nHost: \xff\xff\r\n\r\n", b"TRACE / HTTP/1.1\r\nHost: hub\r\n\r\n",
    b"POST /api/v1/search/feedback HTTP/1.1\r\nHost: hub\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /api/v1/search/feedback HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 99999999999999999999\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: hub\r\n\r\n",
    b"CONNECT example.org:443 HTTP/1.1\r\nHost: hub\r\n\r\n", b"X\xffY / HTTP/1.1\r\nHost: hub\r\n\r\n",
)  # fmt: skip


class Sender:
    def __init__(self, hub: Hub) -> None:
        self._port = int(hub.environment["PORT"])
        self.host = f"127.0.0.1:{self._port}"

    def status(self, request: bytes, ends: bool = False) -> int | None:
        """None when the connection was closed without an answer, as is right for what is no HTTP and `ends`."""
        with socket.create_connection(("127.0.0.1", self._port), timeout=20) as connection:
            try:
                connection.sendall(request)
                if ends:
                    connection.shutdown(socket.SHUT_WR)
                said = connection.recv(64)
            except TimeoutError:
                raise
            except OSError:  # ENOTCONN too: it may have been closed before the other half was
                return None
        return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/") else None

    def get(self, target: str, *headers: str) -> int | None:
        lines = (f"GET {target} HTTP/1.1", f"Host: {self.host}", "Connection: close", *headers, "", "")
        return self.status("\r\n".join(lines).encode("latin-1"))

    def post(self, target: str, body: bytes, kind: str) -> int | None:
        lines = (
            f"POST {target} HTTP/1.1",
            f"Host: {self.host}",
            "Connection: close",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body)}",
            "",
            "",
        )
        return self.status("\r\n".join(lines).encode() + body)


@pytest.fixture
def sender(hub: Hub) -> Sender:
    return Sender(hub)


def failed(status: int | None) -> bool:
    return status is None or status >= 500


def test_no_moment_makes_a_reader_fail(sender: Sender):
    faults = [
        (path + moment, status)
        for path, moment in product(MOMENT_PATHS, MOMENTS)
        if failed(status := sender.get(path + quote(moment)))
    ]
    assert faults == []


def test_no_encoding_makes_a_reader_fail(sender: Sender):
    faults = [
        (path + text, status)
        for path, text in product(TEXT_PATHS, ENCODINGS)
        if failed(status := sender.get(path + text))
    ]
    assert faults == []


def test_no_header_makes_a_reader_fail(sender: Sender):
    faults = [
        (path, header[:60], status)
        for path, header in product(HEADER_PATHS, HEADERS)
        if failed(status := sender.get(path, header))
    ]
    assert faults == []


def test_no_body_makes_a_sender_fail(sender: Sender):
    cases = product(POSTS, BODIES, BODY_TYPES)
    faults = [
        (path, body[:30], kind, status) for path, body, kind in cases if failed(status := sender.post(path, body, kind))
    ]
    assert faults == []


def test_what_is_hardly_http_is_refused_and_the_hub_stays_up(sender: Sender):
    faults = [
        (request[:60], status)
        for request in RAW
        if (status := sender.status(request, ends=True)) is not None and status >= 500
    ]
    assert faults == []
    assert sender.get(f"{API}/health/live") == 200
