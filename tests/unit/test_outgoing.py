"""The outgoing client reaches what it was allowed to reach, and nothing makes it wait or read without end."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from api.outgoing.client import Outgoing, trust
from api.outgoing.failures import NotReached
from api.outgoing.networks import Address, parse_address, parse_networks
from tests.unit.sockets import answering, certificate_for, read_request, serving

LOOPBACK = parse_networks(["127.0.0.0/8"])
OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Names:
    """A resolver with an answer for each time that it is asked; the last one goes on."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = [list(map(parse_address, answer)) for answer in answers], 0

    def __call__(self, host: str, port: int) -> list[Address]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


def local(*answers: list[str]) -> Outgoing:
    """May speak to this machine; every name is this machine, unless told otherwise."""
    return Outgoing(LOOPBACK, http=True, resolve=Names(*(answers or (["127.0.0.1"],))))


def reason(client: Outgoing, url: str, **options: float) -> str:
    with pytest.raises(NotReached) as refused:
        client.send("POST", url, content=b"{}", **options)
    return refused.value.reason


def test_a_request_goes_to_the_vetted_address_under_its_own_name():
    heard = []

    def behave(connection: socket.socket) -> None:
        heard.append(read_request(connection))
        connection.sendall(OK.encode())

    with serving(behave) as port:
        answer = local().send("POST", f"http://ontvanger.example:{port}/in?a=1", content=b"{}")
    assert (answer.status, answer.body, answer.complete) == (200, b"ok", True)
    assert heard[0].startswith("POST /in?a=1 HTTP/1.1\r\n")
    assert f"Host: ontvanger.example:{port}\r\n" in heard[0]


def test_a_name_that_answers_differently_the_second_time_is_asked_once():
    client = Outgoing(LOOPBACK, http=True, resolve=Names(["127.0.0.1"], ["169.254.169.254"]))
    with serving(answering(OK)) as port:
        assert client.send("GET", f"http://ontvanger.example:{port}/").status == 200
    assert client.resolve.asked == 1


def test_a_name_that_was_fine_when_saved_is_checked_again_when_used():
    client = Outgoing((), http=True, resolve=Names(["8.8.8.8"], ["127.0.0.1"]))
    with serving(answering(OK)) as port:
        client.check(f"http://ontvanger.example:{port}/")
        assert reason(client, f"http://ontvanger.example:{port}/") == "address"


def test_one_private_address_among_public_ones_refuses_the_name():
    assert reason(Outgoing(resolve=Names(["8.8.8.8", "10.0.0.1"])), "https://ontvanger.example/") == "address"


def test_the_next_address_is_tried_when_the_first_does_not_accept():
    with serving(answering(OK)) as port:
        assert local(["127.0.0.2", "127.0.0.1"]).send("GET", f"http://ontvanger.example:{port}/").status == 200


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost."]
)
def test_this_machine_is_refused_in_every_spelling(host):
    with serving(answering(OK)) as port:
        assert reason(Outgoing(http=True), f"http://{host}:{port}/") in {"address", "malformed", "name"}


@pytest.mark.parametrize(("url", "expected"), [
    ("http://ontvanger.example/", "scheme"),
    ("file:///etc/passwd", "malformed"),
    ("gopher://ontvanger.example/", "scheme"),
    ("https://", "malformed"),
    ("https://ontvanger.example:99999/", "malformed"),
    ("https://ontvanger.example:0/", "malformed"),
    ("https://naam:geheim@ontvanger.example/", "credentials"),
])  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused_by_its_reason(url, expected):
    client = Outgoing(resolve=Names(["8.8.8.8"]))
    with pytest.raises(NotReached) as refused:
        client.check(url)
    assert refused.value.reason == expected


def test_a_name_that_does_not_exist_is_told_apart():
    def unknown(host: str, port: int) -> list[Address]:
        raise socket.gaierror

    assert reason(Outgoing(resolve=unknown), "https://bestaat-niet.example/") == "name"


def test_a_redirect_is_an_answer_that_is_not_followed():
    with serving(
        answering("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")
    ) as port:
        assert local().send("POST", f"http://ontvanger.example:{port}/").status == 302


def test_a_proxy_in_the_environment_is_not_used(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(answering(OK)) as port:
        assert local().send("GET", f"http://ontvanger.example:{port}/").status == 200


def drip(connection: socket.socket, first: str, again: str) -> None:
    read_request(connection)
    connection.sendall(first.encode())
    while True:
        connection.sendall(again.encode())
        threading.Event().wait(0.02)


@pytest.mark.parametrize(("first", "again"), [("", ""), ("HTTP/1.1 2", "0"), ("HTTP/1.1 200 OK\r\n", "X-A: b\r\n")])
def test_an_answer_that_never_comes_ends_in_time(first, again):
    with serving(lambda connection: drip(connection, first, again)) as port:
        started = time.monotonic()
        assert reason(local(), f"http://ontvanger.example:{port}/", seconds=0.3) in {"timeout", "answer"}
    assert time.monotonic() - started < 5


def test_a_body_that_never_ends_in_time_is_not_complete():
    first = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving(lambda connection: drip(connection, first, "1\r\na\r\n")) as port:
        answer = local().send("GET", f"http://ontvanger.example:{port}/", seconds=0.3)
    assert (answer.status, answer.complete) == (200, False)


def test_no_more_is_read_than_asked_for():
    def flood(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with serving(flood) as port:
        answer = local().send("GET", f"http://ontvanger.example:{port}/", most=1000)
    assert (len(answer.body), answer.complete) == (1000, False)


def test_a_look_up_that_hangs_ends_in_time():
    over = threading.Event()

    def hang(host: str, port: int) -> list[Address]:
        over.wait(20)
        return []

    assert reason(Outgoing(resolve=hang), "https://ontvanger.example/", seconds=0.1) == "timeout"
    over.set()


def test_nobody_listening_is_told_apart():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert reason(local(), f"http://ontvanger.example:{port}/") == "connection"


def test_what_does_not_speak_http_is_told_apart():
    with serving(answering("220 mail.example ESMTP\r\n")) as port:
        assert reason(local(), f"http://ontvanger.example:{port}/") == "answer"


def test_a_certificate_is_checked_against_the_name_and_not_the_address(tmp_path: Path):
    file, server = certificate_for("ontvanger.example", tmp_path)
    client = Outgoing(LOOPBACK, trusted=trust(str(file)), resolve=Names(["127.0.0.1"]))
    with serving(answering(OK), server) as port:
        assert client.send("POST", f"https://ontvanger.example:{port}/").status == 200
        assert reason(client, f"https://ander.example:{port}/") == "certificate"


def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path: Path):
    _, server = certificate_for("ontvanger.example", tmp_path)
    with serving(answering(OK), server) as port:
        assert (
            reason(Outgoing(LOOPBACK, resolve=Names(["127.0.0.1"])), f"https://ontvanger.example:{port}/")
            == "certificate"
        )
