"""The machine attribute of a fact's value, as the hub writes it in `<data value>`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from clients.shared.facts.fact_kinds import attribute_members


def machine_attribute(kind: str, value: Mapping[str, Any]) -> str:
    """Short and stable: "83.87", "5 workingDay", a number to call, a URL; else the start of the value's digest."""
    for names in attribute_members(kind):
        if any(value[name] for name in names):
            return " ".join(str(value[name]) for name in names)
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()[:16]
