"""The API does what its OpenAPI document says, asked by schemathesis: every check, right and wrong requests, each scope."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.running_hub import ROOT, Hub

# Streams do not end, and are tested where they are heard.
LEFT_OUT = ("streamChanges",)
EXAMPLES, SECONDS = 6, 180


@pytest.mark.slow
@pytest.mark.parametrize("channels", ["", "website,email,desk,phone"], ids=["anonymous", "token"])
def test_every_operation_answers_as_it_is_described(hub: Hub, tmp_path: Path, channels: str):
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", str(ROOT / "frontend-contract" / "openapi.json")),
        *("--url", f"{hub.url}/api/v1", "--checks", "all", "--mode", "all", "--phases", "examples,coverage,fuzzing"),
        *("--max-examples", str(EXAMPLES), "--seed", "1", "--workers", "1", "--no-shrink", "--continue-on-failure"),
        *(part for name in LEFT_OUT for part in ("--exclude-operation-id", name)),
    ]
    if channels:
        token = hub.manage("issue_token", "Described", "--channels", channels).stdout.split()[-1]
        command += ["--header", f"Authorization: Bearer {token}"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.contract.described_requests", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr
