"""A web server process that has too much memory is replaced, and its readers do not notice."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.eventually import eventually
from tests.journeys.running_hub import Hub, free_ports, running

DOCUMENT = "/api/v1/channels/website/documents/product/rijbewijs?locale=nl"
NO_ROOM = {"MEMORY_CEILING_MB": "1", "MEMORY_CEILING_SECONDS": "6"}


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="this system does not tell what a process has of its own"
)
def test_a_process_over_its_ceiling_is_replaced_and_every_read_is_answered(hub: Hub, tmp_path: Path):
    port = free_ports()
    own = {"PORT": str(port), "BASE_URL": f"http://127.0.0.1:{port}", "REFERENCE_CHANNELS": "0", **NO_ROOM}
    alone = replace(hub, url=own["BASE_URL"], environment=hub.environment | own)
    command = [sys.executable, "manage.py", "serve", "--only", "hub", "--workers", "1"]
    log, answers = tmp_path / "serve.log", []

    def second_one_is_told() -> bool:
        answers.append(httpx.get(f"{alone.url}{DOCUMENT}", timeout=30).status_code)
        lines = [json.loads(line) for line in log.read_text().splitlines() if "MEMORY_CEILING_MB" in line]
        return len({line["process"] for line in lines}) > 1

    with running(command, alone.environment, log, f"{alone.url}/api/v1/health/ready"):
        assert eventually(second_one_is_told)
    assert set(answers) == {200}
