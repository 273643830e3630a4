"""The web server that runs the hub, after it cut who did not finish sending."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from cms.management.commands.serve import granian
from tests.journeys.running_hub import free_ports, running

UNFINISHED = b"POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 900\r\n\r\nusername="


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    port = free_ports()
    log = tmp_path_factory.mktemp("echo") / "serve.log"
    command = granian("tests.echo_server:application", "127.0.0.1", port, 1)
    with running(command, dict(os.environ), log, f"http://127.0.0.1:{port}/"):
        yield port


def cut(stack: ExitStack, port: int, many: int) -> list[bytes]:
    """The first bytes that each of so many senders reads, whose sockets stay open."""
    senders = [stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30)) for _ in range(many)]
    for sender in senders:
        sender.sendall(UNFINISHED)
    return [sender.recv(12) for sender in senders]


def test_a_server_that_cut_unfinished_senders_goes_on(port: int):
    with ExitStack() as stack:
        assert set(cut(stack, port, 6)) == {b"HTTP/1.1 408"}
        assert httpx.post(f"http://127.0.0.1:{port}/", content=b"whole", timeout=30).text == "whole"


def test_beside_a_crowd_of_slow_senders_whole_bodies_are_taken(port: int):
    with ExitStack() as stack:
        assert set(cut(stack, port, 40)) <= {b"HTTP/1.1 408", b"HTTP/1.1 503"}
        for _ in range(20):
            assert httpx.post(f"http://127.0.0.1:{port}/", content=b"whole", timeout=30).text == "whole"
