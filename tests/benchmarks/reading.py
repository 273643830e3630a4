"""Speed of reading a document, against the same server with constant bytes; Wagtail's API v2 beside it."""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import httpx

from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.journeys.running_hub import ROOT, Hub, free_ports, running_hub

ROUNDS, SECONDS, CONNECTIONS = 5, 2, 16
DOCUMENT = "/api/v1/channels/website/documents/product/paspoort"
CHANGES = "/api/v1/changes"
SCOPED = "/api/v1/channels/desk/documents/product/paspoort"
SKIPPED = ("connection", "date", "server", "transfer-encoding")
Headers = dict[str, str]


def figures() -> Iterator[Figure]:
    if shutil.which("wrk") is None:
        print("wrk is not installed, so reading is not measured. Install the package `wrk`.")
        return
    configure()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running_hub(Path(folder)) as hub:
        yield from _against_constant(hub)
        yield from _against_current(hub)
        yield from _against_wagtail(hub)


def _against_constant(hub: Hub) -> Iterator[Figure]:
    """Each answer paired with the same bytes and headers from a callable that does nothing."""
    token = hub.manage("issue_token", "bench", "--channels", "desk").stdout.strip()
    etag = hub.get(DOCUMENT).headers["ETag"]
    cases: list[tuple[str, str, Headers]] = [
        ("one document, 200", DOCUMENT, {}),
        ("one document, 304", DOCUMENT, {"If-None-Match": etag}),
        ("one document with token check, 200", SCOPED, {"Authorization": f"Bearer {token}"}),
        ("changes, nothing new", f"{CHANGES}?since=1", {}),
        ("changes with token check, nothing new", f"{CHANGES}?since=1", {"Authorization": f"Bearer {token}"}),
        ("changes, a release of the whole sample", CHANGES, {}),
    ]
    for name, path, headers in cases:
        with constant_server(hub, path, headers) as constant:
            ours, baseline = paired((hub.url + path, headers), (constant, headers))
        yield Figure(f"{name}, of constant bytes", ours / baseline, "×", 0.5, detail=_rates(ours, baseline))


def _against_current(hub: Hub) -> Iterator[Figure]:
    known = f"known={datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    for query in ("at=2027-06-01", "release=1", known):
        ours, current = paired((f"{hub.url}{DOCUMENT}?{query}", {}), (hub.url + DOCUMENT, {}))
        yield Figure(
            f"`?{query.split('=')[0]}=`, of the current read", ours / current, "×", 0.7, detail=_rates(ours, current)
        )


def _against_wagtail(hub: Hub) -> Iterator[Figure]:
    with served("tests.benchmarks.wagtail_wsgi:application", hub.environment) as wagtail:
        found = httpx.get(
            f"{wagtail}/api/v2/pages/", params={"type": "products.ProductPage", "slug": "paspoort"}, timeout=30
        )
        page = found.json()["items"][0]["id"]
        ours, theirs = paired((hub.url + DOCUMENT, {}), (f"{wagtail}/api/v2/pages/{page}/?fields=*", {}))
    yield Figure("one document, of Wagtail's API v2 detail", ours / theirs, "×", detail=_rates(ours, theirs))


def paired(one: tuple[str, Headers], other: tuple[str, Headers]) -> tuple[float, float]:
    """Medians of requests per second, measured in turns so that both meet the same neighbours."""
    rounds = [(rate(*one), rate(*other)) for _ in range(ROUNDS)]
    return statistics.median(a for a, _ in rounds), statistics.median(b for _, b in rounds)


def rate(url: str, headers: Headers) -> float:
    options = [option for name, value in headers.items() for option in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, url]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    assert errors is None, f"{url}: {errors and errors[0]}"
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1])  # type: ignore[index]


@contextmanager
def constant_server(hub: Hub, path: str, headers: Headers) -> Iterator[str]:
    answer = httpx.get(hub.url + path, headers=headers)
    status = HTTPStatus(answer.status_code)
    kept = [(name, value) for name, value in answer.headers.items() if name not in SKIPPED]
    recorded = {"status": f"{status.value} {status.phrase}", "headers": kept, "body": answer.content.hex()}
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.NamedTemporaryFile("w", suffix=".json"))
        json.dump(recorded, file)
        file.flush()
        environment = hub.environment | {"CONSTANT_ANSWER": file.name}
        base = stack.enter_context(served("tests.benchmarks.constant:application", environment))
        yield base + path


@contextmanager
def served(target: str, environment: Headers) -> Iterator[str]:
    """The WSGI callable on granian, with the same options as the hub."""
    from cms.management.commands.serve import granian

    port = free_ports()
    workers = min(4, os.cpu_count() or 1)
    process = subprocess.Popen(granian(target, "127.0.0.1", port, workers), cwd=ROOT, env=environment)
    try:
        transport = httpx.HTTPTransport(retries=60)
        with httpx.Client(transport=transport, timeout=60) as client:
            client.get(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _rates(one: float, other: float) -> str:
    return f"{one:,.0f} against {other:,.0f} requests/s"


if __name__ == "__main__":
    for figure in figures():
        print(figure)
    sys.exit()
