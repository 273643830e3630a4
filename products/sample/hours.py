"""Opening hours from their short form: `{walkIn: {mon-fri: "09:00-12:00"}}`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from products.models import Location
from products.models.choices import Access
from products.sample.files import Data
from products.sample.records import Row, find, localised

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours_values(entry: Data) -> dict[str, Any]:
    return {
        "channel": entry["channel"],
        "location": find(Location, entry.get("location")),
        "always_open": entry.get("always_open", False),
        "closed_on_good_friday": entry.get("good_friday", False),
        "when_closed": localised(entry.get("when_closed")),
        "pattern": weekly(entry.get("pattern", {})),
        "seasons": [_season(season) for season in entry.get("seasons", ())],
        "exceptions": [_exception(exception) for exception in entry.get("exceptions", ())],
    }


def weekly(pattern: Data) -> list[Row]:
    """Two spans on one day are two entries, such as `mon-fri` and `thu`."""
    return [
        {"weekday": weekday, "access": access, **span(times)}
        for access, days in pattern.items()
        for named, times in days.items()
        for weekday in weekdays(named)
    ]


def weekdays(named: str) -> range:
    """`mon-fri` is 1 to 5, `thu` is 4."""
    first, _, last = named.partition("-")
    return range(DAYS.index(first) + 1, DAYS.index(last or first) + 2)


def span(times: str) -> Row:
    opens, _, closes = times.partition("-")
    return {"opens": opens, "closes": closes}


def _season(season: Data) -> Row:
    return {
        "first": season["first"],
        "last": season["last"],
        "label": localised(season["label"]),
        "pattern": weekly(season["pattern"]),
    }


def _exception(exception: Data) -> Row:
    return {"day": exception["day"], "reason": localised(exception.get("reason")), "times": list(_times(exception))}


def _times(exception: Data) -> Iterator[Row]:
    for access in Access.values:
        if access in exception:
            yield {"access": access, **span(exception[access])}
