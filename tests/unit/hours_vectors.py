"""The shared cases of opening hours, and a document's value read back into the hub's own."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

from releases.facts.opening_hours import DatedException, Holiday, OpeningHours, OpenPeriod, Season
from releases.facts.values import Access

Json = dict[str, Any]
VECTORS: Json = json.loads(
    (Path(__file__).parents[2] / "frontend-contract" / "vectors" / "hours.json").read_text("utf-8")
)


def opening_hours(value: Json) -> OpeningHours:
    return OpeningHours(
        channel=value["channel"],
        location=value["location"],
        pattern=_pattern(value["pattern"]),
        seasons=tuple(
            Season(_day(row["first"]), _day(row["last"]), {"nl": row["label"]}, _pattern(row["pattern"]))
            for row in value["seasons"]
        ),
        exceptions=tuple(
            DatedException(_day(row["date"]), {"nl": row["reason"]}, tuple(map(_times, row["times"])))
            for row in value["exceptions"]
        ),
        holidays=tuple(Holiday(_day(row["date"]), {"nl": row["name"]}) for row in value["holidays"]),
        always_open=value["alwaysOpen"],
        when_closed={"nl": value["whenClosed"]},
    )


def _pattern(rows: list[Json]) -> tuple[OpenPeriod, ...]:
    return tuple(OpenPeriod(row["weekday"], *_times(row)) for row in rows)


def _times(row: Json) -> tuple[time, time, Access]:
    return time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]), row["access"]


_day = date.fromisoformat
