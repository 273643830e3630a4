"""Open or closed at a moment, from the machine value of an opening hours fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from releases.facts.hours import is_open, next_opening
from releases.facts.opening_json import hours_of

Json = Mapping[str, Any]


def opening_at(key: str, fact: Json, instant: datetime) -> dict[str, Any]:
    """`changesAt` is when it closes, or else when it opens next; None when neither is in sight, as when always open."""
    hours = hours_of(fact["value"])
    coming, is_open_now = next_opening(hours, instant), is_open(hours, instant)
    changes = None if coming is None or hours.always_open else coming.closes if is_open_now else coming.opens
    return {
        "fact": key,
        "label": fact["label"],
        "text": fact["text"],
        "open": is_open_now,
        "access": coming.access if coming and is_open_now else None,
        "changesAt": changes.isoformat() if changes else None,
    }
