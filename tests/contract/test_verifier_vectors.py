"""The verifier agrees with every vector of the chain: right and forged, knowing the key and digests or not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contract.schemas import CONTRACT
from verifier.__main__ import main

VECTORS: dict[str, Any] = json.loads((CONTRACT / "vectors" / "chain.json").read_text("utf-8"))


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
