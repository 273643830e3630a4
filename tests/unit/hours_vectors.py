"""The shared cases of opening hours, read as the hub reads a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from releases.facts.opening_json import hours_of

Json = dict[str, Any]
VECTORS: Json = json.loads(
    (Path(__file__).parents[2] / "frontend-contract" / "vectors" / "hours.json").read_text("utf-8")
)
opening_hours = hours_of
