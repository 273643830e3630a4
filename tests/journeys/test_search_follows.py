"""Search follows a change of an operator: shown at once, and found as soon as the worker has followed."""

from __future__ import annotations

import threading

import pytest

from tests.journeys.running_hub import DEADLINE, Hub

pytestmark = pytest.mark.engine


def search(hub: Hub, text: str):
    return hub.get("/api/v1/search", q=text)


def test_a_new_fee_stands_beside_its_result(hub: Hub):
    before = search(hub, "hondenbelasting")
    key = next(key for key, fact in before.json()["results"][0]["facts"].items() if fact["kind"] == "amount")

    done = hub.manage("set_fact", key, "98.76", "--cause", "a journey of search")

    assert done.returncode == 0, done.stderr
    assert search(hub, "hondenbelasting").json()["results"][0]["facts"][key]["text"] == "€ 98,76"
    assert until_release(hub, int(before.headers["Release"]) + 1)


def until_release(hub: Hub, number: int) -> bool:
    """Until the index has come to the release."""
    waited = threading.Event()
    for _ in range(int(DEADLINE * 10)):
        if int(search(hub, "hondenbelasting").headers["Release"]) >= number:
            return True
        waited.wait(0.1)
    return False
