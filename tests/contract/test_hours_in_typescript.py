"""The TypeScript package tells opening hours as the shared vectors say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.contract.schemas import CONTRACT
from tests.unit.hours_vectors import VECTORS

PATH = CONTRACT / "vectors" / "hours.json"
GROUPS = ("days", "moments", "lines", "dayLines", "weekTables", "ahead")


@pytest.fixture(scope="module")
def printed(typescript_library: Path) -> str:
    script = Path(__file__).with_name("hours_vectors.mjs")
    command = ["node", str(script), str(typescript_library), str(PATH)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("group", GROUPS)
def test_every_case_is_told_as_the_hub_tells_it(printed: str, group: str) -> None:
    cases = [line for line in printed.splitlines() if line.startswith(f"ok {group}: ")]
    assert len(cases) == len(VECTORS[group]), printed
