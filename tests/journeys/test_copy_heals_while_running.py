"""A running hub whose copy is deleted, cut off or damaged under load: whole again within a minute, by itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from releases.replica import generations
from tests.journeys.running_hub import Hub

DOCUMENT = "/api/v1/channels/website/documents/product/paspoort"
LIST = "/api/v1/channels/website/documents?kind=product"
MINUTE = 60.0


def copy_of(hub: Hub) -> Path:
    found = generations.newest(Path(hub.environment["VAR_DIR"]) / "replica")
    assert found is not None
    return found / "data.mdb"


def delete(hub: Hub) -> None:
    shutil.rmtree(copy_of(hub).parent)


def cut_off(hub: Hub) -> None:
    os.truncate(copy_of(hub), copy_of(hub).stat().st_size // 2)


def damage_pages(hub: Hub) -> None:
    """One byte of each page, after those that say where everything is."""
    with copy_of(hub).open("r+b") as file:
        for place in range(3 * 4096 + 100, copy_of(hub).stat().st_size, 4096):
            file.seek(place)
            [before] = file.read(1)
            file.seek(place)
            file.write(bytes([before ^ 1]))


@contextmanager
def load(hub: Hub, right: bytes) -> Iterator[list[str]]:
    """Readers that ask again and again, of documents as they are and as nobody asked for them yet; gives what was wrong."""
    stop, wrong = threading.Event(), list[str]()

    def read(number: int) -> None:
        with httpx.Client(base_url=hub.url, timeout=10) as client:
            for count in range(1_000_000):
                if stop.is_set():
                    return
                asked = DOCUMENT if number % 2 else f"{DOCUMENT}?at=2026-11-30T00:{count % 60:02}:{number:02}Z"
                try:
                    answer = client.get(asked)
                except httpx.TransportError:
                    continue
                tag = answer.headers.get("ETag", "")
                if answer.status_code == 200 and (answer.content != right or tag != digest(answer.content)):
                    wrong.append(f"{asked}: {answer.content[:80]!r}")

    with ThreadPoolExecutor(4) as readers:
        for number in range(4):
            readers.submit(read, number)
        try:
            yield wrong
        finally:
            stop.set()


def digest(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()}"'


def is_whole(hub: Hub, listed: bytes) -> bool:
    """Nine times in a row, so that each process of the hub answered."""
    try:
        return all(hub.get(LIST).content == listed for _ in range(9))
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("harm", [delete, cut_off, damage_pages])
def test_a_running_hub_tells_nothing_wrong_and_is_whole_again_within_a_minute(hub: Hub, harm: Callable[[Hub], None]):
    right, listed, before = hub.get(DOCUMENT).content, hub.get(LIST).content, copy_of(hub)
    with load(hub, right) as wrong:
        harm(hub)
        until, pause = time.monotonic() + MINUTE, threading.Event()
        while not ((copy := copy_after(hub)) and copy != before and is_whole(hub, listed)):
            assert time.monotonic() < until, "it is not whole within a minute"
            pause.wait(0.2)
    assert wrong == []
    assert hub.get("/api/v1/health/ready").status_code == 200


def copy_after(hub: Hub) -> Path | None:
    found = generations.newest(Path(hub.environment["VAR_DIR"]) / "replica")
    return found / "data.mdb" if found else None
