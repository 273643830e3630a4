"""Speed of lists, facts and search with the database running, and with PostgreSQL really stopped."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.benchmarks.reading import DOCUMENT, rate
from tests.journeys.running_hub import Hub, running_hub
from tests.postgresql import binaries, stoppable_cluster

LISTS = "/api/v1/channels/website/documents?kind=product&limit=100"
CASES = {
    "one document": DOCUMENT,
    "a list of 100 products": LISTS,
    "a list of 100 facts": "/api/v1/facts?limit=100",
    "one fact with its uses": "/api/v1/facts/paspoort.leges.volwassene",
    "a hundred releases": "/api/v1/releases?limit=100",
    "search": "/api/v1/search?q=paspoort",
    "suggestions": "/api/v1/suggestions?q=pasp",
}


def figures() -> Iterator[Figure]:
    bin_dir = binaries()
    if bin_dir is None or shutil.which("wrk") is None:
        print("Reading without a database is not measured. Install the packages `postgresql` and `wrk`.")
        return
    configure()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        url, stop = stack.enter_context(stoppable_cluster(bin_dir))
        stack.enter_context(mock.patch.dict(os.environ, DATABASE_URL=url))
        hub = stack.enter_context(running_hub(folder))
        running = {name: rate(hub.url + path, {}) for name, path in CASES.items()}
        stop()
        for name, path in CASES.items():
            stopped = rate(hub.url + path, {})
            detail = f"{stopped:,.0f} against {running[name]:,.0f} requests/s"
            yield Figure(f"{name} with the database stopped, of with it", stopped / running[name], "×", detail=detail)
        yield _answered(hub)


def _answered(hub: Hub) -> Figure:
    """Every GET of the OpenAPI document that needs no token."""
    from tests.integration.test_database_stopped import addresses

    paths = [path.replace("alleen.website", "paspoort.leges.volwassene") for path in addresses("website")]
    paths = [path.replace("zaaktype:B0237", "zaaktype:B1234") for path in paths]
    refused = [path for path in paths if hub.get(f"/api/v1{path}").status_code != 200]
    print(*refused, sep="\n", file=sys.stderr)
    return Figure("anonymous reads refused with the database stopped", len(refused), "", 0, at_least=False)


if __name__ == "__main__":
    for figure in figures():
        print(figure)
