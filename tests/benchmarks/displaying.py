"""From publishing a fee until all four reference channels have said that they display it, over 100 publishes.

The publishes run in a process of their own beside the running hub: `python -m tests.benchmarks.displaying PUBLISHES`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.journeys.running_hub import ROOT, Hub, running_hub

PUBLISHES, WARM, PATIENCE, PAUSE = 100, 3, 60.0, 0.002
FEE = "rommelmarkt.leges.klein"


def figures() -> Iterator[Figure]:
    configure()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running_hub(Path(folder)) as hub:
        found = measured_in(hub)
    readable, displayed = found["readable"], found["displayed"]
    beside = f"readable in the API: {at(readable, 50):.2f} s and {at(readable, 95):.2f} s"
    name = f"publish -> acknowledged as displayed on all four channels, of {PUBLISHES}"
    yield Figure(f"{name}: p50", at(displayed, 50), "s", 2, at_least=False, detail=beside)
    yield Figure(f"{name}: p95", at(displayed, 95), "s", 2, at_least=False)
    yield Figure(
        "the same, of publish -> readable in the API: p50", at(displayed, 50) / at(readable, 50), "×",
        detail="the baseline of the same publishes",
    )  # fmt: skip


def measured_in(hub: Hub) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "tests.benchmarks.displaying", str(PUBLISHES)]
    done = subprocess.run(command, cwd=ROOT, env=hub.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def at(seconds: list[float], percent: int) -> float:
    """The smallest that is at least as long as so many of them."""
    return sorted(seconds)[max(0, -(-len(seconds) * percent // 100) - 1)]


def measure(publishes: int) -> dict[str, list[float]]:
    """Seconds since the publish began, without the first few, in which everything is still to be warmed."""
    from django.conf import settings

    found: dict[str, list[float]] = {"readable": [], "displayed": []}
    with httpx.Client(base_url=settings.BASE_URL, timeout=30) as client:
        wait_until(lambda: displayed_by_all() >= newest_in(client))
        for number in range(publishes + WARM):
            started = time.perf_counter()
            release = publish(f"{20 + number // 100},{number % 100:02}")
            readable = wait_until(lambda release=release: newest_in(client) >= release)
            displayed = wait_until(lambda release=release: displayed_by_all() >= release)
            if number >= WARM:
                found["readable"].append(readable - started)
                found["displayed"].append(displayed - started)
    return found


def publish(amount: str) -> int:
    from django.utils import timezone

    from products.management.commands.set_fact import publish_value
    from products.publishing.release import one_release

    with one_release(author="bench", cause="") as collected:
        publish_value(FEE, amount, timezone.localdate())
    return collected.release.number


def newest_in(client: httpx.Client) -> int:
    return int(client.get("/api/v1/releases/current").json()["number"])


def displayed_by_all() -> int:
    """The oldest of what the reference channels say that they display; 0 while one has said nothing."""
    from releases.channels import channels_on
    from releases.models.instances import Instance

    said = dict(Instance.objects.filter(name="kanalen").values_list("channel", "displayed"))
    return min(int((said.get(channel) or "0").partition("@")[0]) for channel in channels_on(()))


def wait_until(true: Callable[[], bool]) -> float:
    """The moment at which it was so."""
    deadline, pause = time.perf_counter() + PATIENCE, threading.Event()
    while not true():
        assert time.perf_counter() < deadline, f"not within {PATIENCE} s"
        pause.wait(PAUSE)
    return time.perf_counter()


if __name__ == "__main__":
    configure()
    print(json.dumps(measure(int(sys.argv[1]))))
