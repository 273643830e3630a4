"""Open or closed at a moment, from the machine value of an opening hours fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from releases.facts.hours import is_open, next_opening
from releases.facts.opening_hours import DatedException, Holiday, OpeningHours, OpenPeriod, Season

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


def hours_of(value: Json) -> OpeningHours:
    """Without the texts, which do not decide."""
    return OpeningHours(
        channel=value["channel"],
        location=value["location"],
        pattern=_pattern(value["pattern"]),
        seasons=tuple(
            Season(_day(each["first"]), _day(each["last"]), {}, _pattern(each["pattern"])) for each in value["seasons"]
        ),
        exceptions=tuple(DatedException(_day(each["date"]), {}, _times(each["times"])) for each in value["exceptions"]),
        holidays=tuple(Holiday(_day(each["date"]), {}) for each in value["holidays"]),
        always_open=value["alwaysOpen"],
    )


def _pattern(rows: Iterable[Json]) -> tuple[OpenPeriod, ...]:
    return tuple(OpenPeriod(row["weekday"], *span) for row, span in ((row, _times([row])[0]) for row in rows))


def _times(rows: Iterable[Json]) -> tuple[tuple[time, time, Any], ...]:
    return tuple((time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]), row["access"]) for row in rows)


def _day(text: str) -> date:
    return date.fromisoformat(text)
