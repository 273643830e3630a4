"""Both verifiers agree with every vector of the chain: right and forged, knowing the key and digests or not."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.contract.schemas import CONTRACT
from tests.contract.typescript import OLDEST_NODE, node_version
from verifier.__main__ import main

PATH = CONTRACT / "vectors" / "chain.json"
VECTORS: dict[str, Any] = json.loads(PATH.read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=[case["name"] for case in VECTORS["cases"]])
def test_the_verifier_says_what_the_vector_says(case: dict[str, Any], tmp_path: Path, capsys):
    for path, text in (VECTORS["files"] | case["files"]).items():
        if text is not None:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
    channel = ["--channel", case["channel"]] if case["channel"] else []
    known = [f"--key={key}" for key in case["trusted"]] + [f"--head={head}" for head in case["heads"]]
    failed = main([str(tmp_path), *channel, *known])
    said = capsys.readouterr().out
    assert (failed, [place for place in case["faults"] if f"FAULT {place}" not in said]) == (not case["holds"], [])


@pytest.fixture(scope="module")
def second_verifier() -> dict[str, list[str]]:
    """The places that it names, by vector."""
    if node_version() < OLDEST_NODE:
        (pytest.fail if os.environ.get("REQUIRE_PARTS") else pytest.skip)(f"no Node.js {OLDEST_NODE} or later")
    command = ["node", str(Path(__file__).with_name("second_verifier.mjs")), str(PATH)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)


def of_the_chain(places: list[str]) -> set[str]:
    """Releases and keys, which each verifier names the same."""
    return {place for place in places if place == "keys.json" or re.search(r" release \d+$", place)}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=[case["name"] for case in VECTORS["cases"]])
def test_a_second_verifier_in_another_language_says_the_same(case: dict[str, Any], second_verifier):
    found = second_verifier[case["name"]]
    assert (not found, of_the_chain(found)) == (case["holds"], of_the_chain(case["faults"]))
