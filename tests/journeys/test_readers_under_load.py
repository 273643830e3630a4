"""Readers of a running hub with one web process, while somebody holds on to what they need."""

from __future__ import annotations

import re
import socket
import sqlite3
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from math import inf

import httpx
import psycopg
import pytest

from tests.journeys.running_hub import Hub, free_ports, running

DOCUMENT = "/api/v1/channels/website/documents/product/rijbewijs?locale=nl"
UNFINISHED = b"POST %s HTTP/1.1\r\nHost: hub\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nusername="
READS, SLOWEST = 200, 2.0
BEFORE_A_SAVE_GIVES_UP = 10.0


@pytest.fixture(scope="module")
def web(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """The hub's documents and admin, by one process of their own."""
    port = free_ports()
    own = {"PORT": str(port), "BASE_URL": f"http://127.0.0.1:{port}", "REFERENCE_CHANNELS": "0"}
    alone = replace(hub, url=own["BASE_URL"], environment=hub.environment | own)
    command = [sys.executable, "manage.py", "serve", "--only", "hub", "--workers", "1"]
    log = tmp_path_factory.mktemp("web") / "serve.log"
    with running(command, alone.environment, log, f"{alone.url}/api/v1/health/ready"):
        yield alone


def slow_reads(hub: Hub, until: float = inf) -> list[float]:
    """The seconds of each read of a document that took too long; `until` is a moment of the monotonic clock."""
    slow = []
    with httpx.Client(base_url=hub.url, timeout=30) as client:
        for _ in range(READS):
            if time.monotonic() > until:
                break
            began = time.monotonic()
            assert client.get(DOCUMENT).status_code == 200
            if (taken := time.monotonic() - began) > SLOWEST:
                slow.append(taken)
    return slow


def connected(hub: Hub, stack: ExitStack) -> socket.socket:
    address = ("127.0.0.1", int(hub.environment["PORT"]))
    return stack.enter_context(socket.create_connection(address, timeout=30))


@pytest.mark.parametrize("path", [b"/admin/login/", b"/api/v1/search/feedback", DOCUMENT.encode()])
def test_beside_unfinished_bodies_documents_are_read(web: Hub, path: bytes):
    with ExitStack() as stack:
        for _ in range(64):
            connected(web, stack).sendall(UNFINISHED % path)
        assert slow_reads(web) == []


def test_beside_idle_sockets_documents_are_read(web: Hub):
    with ExitStack() as stack:
        for number in range(1500):
            connected(web, stack).sendall(b"" if number % 2 else b"GET / HTTP/1.1\r\nHos")
        assert slow_reads(web) == []


def test_an_unfinished_login_does_not_stop_a_publish(web: Hub):
    with ExitStack() as stack:
        connected(web, stack).sendall(UNFINISHED % b"/admin/login/")
        assert slow_reads(web) == []
        done = web.manage("set_fact", "rijbewijs.leges", "48.10", "--from", "2031-01-01")
        assert done.returncode == 0, done.stderr


@pytest.mark.engine
def test_while_fifty_saves_wait_documents_are_read(web: Hub):
    """On PostgreSQL four times as many as the process has connections."""
    with editor(web) as client, ThreadPoolExecutor(50) as pool:
        with saves_wait(web.environment["DATABASE_URL"]):
            saves = [pool.submit(save, client) for _ in range(50)]
            assert slow_reads(web, until=time.monotonic() + BEFORE_A_SAVE_GIVES_UP) == []
            assert not any(each.done() for each in saves)
        assert {each.result() for each in saves} == {200}


@contextmanager
def saves_wait(database: str) -> Iterator[None]:
    """Somebody else holds what a save needs."""
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=30, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            yield
            holder.execute("ROLLBACK")
    else:
        with psycopg.connect(database) as holder:
            holder.execute("LOCK TABLE wagtailusers_userprofile")
            yield
            holder.rollback()


@contextmanager
def editor(hub: Hub) -> Iterator[httpx.Client]:
    """Logged in."""
    with httpx.Client(base_url=hub.url, timeout=60, limits=httpx.Limits(max_connections=60)) as client:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/admin/login/").text)
        assert found is not None
        known = {"login": "redactie", "password": hub.editor_password()}
        client.post("/admin/login/", data=known | {"csrfmiddlewaretoken": found[1]})
        client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
        yield client


def save(client: httpx.Client) -> int:
    """Something small; answers the status."""
    return client.patch("/admin/dismissibles/", json={"x": True}).status_code
