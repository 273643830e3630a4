"""The shared cases of where a notice belongs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "frontend-contract" / "vectors" / "notices.json").read_text("utf-8")
)
CASES = [(case["scope"], name, name in case["places"]) for case in VECTORS["cases"] for name in VECTORS["places"]]


def place(name: str) -> dict[str, Any]:
    return VECTORS["places"][name]
