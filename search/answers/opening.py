"""Open or closed at a moment, from the machine value of an opening hours fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from releases.facts.hours import Open, open_until, openings_at
from releases.facts.hours_layers import moment_line
from releases.facts.opening_hours import OpeningHours, Stops
from releases.facts.opening_json import hours_of, stops_of

Json = Mapping[str, Any]


def opening_at(key: str, document: Json, instant: datetime) -> dict[str, Any]:
    """`changesAt` is when it closes, or else when it opens next; None when neither is in sight, as when always open."""
    fact, locale = document["facts"][key], document["contentLocale"]
    hours, stops = hours_of(fact["value"]), stops_of(document.get("stops", {}).get(key, ()))
    told, coming = moment_line(hours, instant, locale, stops), openings_at(hours, instant, stops)
    changes = _changes(hours, coming, stops, is_open_now=told.state == "open")
    return {
        "fact": key,
        "label": fact["label"],
        "text": fact["text"],
        "open": told.state == "open",
        "access": coming[0].access if told.state == "open" else None,
        "changesAt": changes.isoformat() if changes else None,
        "line": {"text": told.line.text, "spoken": told.line.spoken},
    }


def _changes(hours: OpeningHours, coming: Sequence[Open], stops: Stops, *, is_open_now: bool) -> datetime | None:
    if not coming:
        return None
    return open_until(hours, coming[0], stops, any_access=True) if is_open_now else coming[0].opens
