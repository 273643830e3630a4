"""The machine attribute of a fact's value, as the hub writes it in `<data value>`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def machine_attribute(kind: str, value: Mapping[str, Any]) -> str:
    """Short and stable: "83.87", "5 workingDay", a number to call, a URL; else the start of the value's digest."""
    match kind:
        case "amount":
            return value["amount"]
        case "term" | "validity":
            return f"{value['quantity']} {value['unit']}"
        case "contact":
            return value["telephone"] or value["email"] or value["url"] or value["address"]
        case "link":
            return value["url"]
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()[:16]
