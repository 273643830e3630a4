"""The machine attribute of a fact's value, as the hub writes it in `<data value>`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def machine_attribute(kind: str, value: Mapping[str, Any]) -> str:
    if kind == "amount":
        return value["amount"]
    if kind in ("term", "validity"):
        return f"{value['quantity']} {value['unit']}"
    if kind == "contact":
        return value["telephone"] or value["email"] or value["url"] or value["address"]
    if kind == "link":
        return value["url"]
    return ""
