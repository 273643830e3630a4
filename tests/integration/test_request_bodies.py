"""Request bodies: complete before anything handles them, in few threads, and not for ever."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from cms.running.request_bodies import LARGEST_OF_OTHERS, WholeRequests


class Silent:
    """A sender that says no more, until the test is over."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def read(self, _: int) -> bytes:
        self.over.wait(60)
        return b""


@pytest.fixture
def silent() -> Iterable[Silent]:
    sender = Silent()
    yield sender
    sender.over.set()


class Handled:
    """The application behind: what came through, and how it ended."""

    def __init__(self, threads: int = 8, seconds: float = 0.05) -> None:
        self.bodies: list[bytes] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self.whole = WholeRequests(self._handle, threads, seconds)

    def _handle(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.bodies.append(environ["wsgi.input"].read() if environ.get("CONTENT_LENGTH") else b"")
        self.go_on.wait(60)
        start_response("200 OK", [])
        return []

    def status(self, body: Any = b"", **environ: str) -> int:
        """Of a request; the length is told for bytes."""
        told = {"CONTENT_LENGTH": str(len(body))} if isinstance(body, bytes) else {}
        source = io.BytesIO(body) if isinstance(body, bytes) else body
        said: list[str] = []
        request = {"REQUEST_METHOD": "POST", "PATH_INFO": "/api/v1/x", "wsgi.input": source} | told | environ
        list(self.whole(request, lambda status, _: said.append(status)))
        return int(said[0][:3])


def test_a_whole_body_comes_through():
    handled = Handled()
    assert handled.status(b"a" * 300) == 200
    assert handled.bodies == [b"a" * 300]


def test_a_body_in_parts_of_unknown_length_comes_through():
    handled = Handled()
    assert handled.status(io.BytesIO(b"abc"), HTTP_TRANSFER_ENCODING="chunked") == 200
    assert handled.bodies == [b"abc"]


@pytest.mark.parametrize(
    ("length", "status"),
    [("9", 400), ("-1", 400), ("²", 400), ("1e3", 400), ("9" * 5000, 413), (str(LARGEST_OF_OTHERS + 1), 413)],
)
def test_a_length_that_is_not_so_is_refused(length, status):
    handled = Handled()
    assert (handled.status(io.BytesIO(b"abc"), CONTENT_LENGTH=length), handled.bodies) == (status, [])


def test_more_than_is_allowed_is_refused_while_it_comes():
    handled = Handled()
    sent = io.BytesIO(b"a" * 10 * LARGEST_OF_OTHERS)
    assert (handled.status(sent, HTTP_TRANSFER_ENCODING="chunked"), handled.bodies) == (413, [])
    assert sent.tell() < 4 * LARGEST_OF_OTHERS


def test_who_does_not_finish_is_cut(silent):
    handled = Handled()
    assert (handled.status(silent, CONTENT_LENGTH="9"), handled.bodies) == (408, [])
    assert handled.status(b"abc") == 200


def test_unfinished_bodies_hold_an_eighth_of_the_threads_and_stop_no_other(silent):
    handled = Handled(threads=16, seconds=60)
    senders = [
        threading.Thread(target=handled.status, args=(silent,), kwargs={"CONTENT_LENGTH": "9"}) for _ in range(2)
    ]
    for sender in senders:
        sender.start()
    while handled.whole._receiving._value:
        threading.Event().wait(0.001)
    assert handled.status(silent, CONTENT_LENGTH="9") == 503
    assert handled.status(b"abc") == 200
    assert handled.status(REQUEST_METHOD="GET") == 200
    silent.over.set()
    for sender in senders:
        sender.join()
    assert handled.status(b"abc") == 200


def test_changes_that_wait_leave_threads_for_readers():
    handled = Handled(threads=8)
    handled.go_on.clear()
    waiting = [threading.Thread(target=handled.status, args=(b"abc",)) for _ in range(5)]
    for number, change in enumerate(waiting, 1):
        change.start()
        while len(handled.bodies) < number:
            assert change.is_alive()
            threading.Event().wait(0.001)
    assert handled.status(b"abc") == 503
    handled.go_on.set()
    for change in waiting:
        change.join()
    assert handled.status(REQUEST_METHOD="GET") == 200
