"""The opening hours of a desk, a telephone line or another channel."""

from __future__ import annotations

from datetime import time

from releases.facts.forms import machine_clock
from releases.facts.kind import Json, Kind
from releases.facts.opening_hours import OpeningHours, OpenPeriod
from releases.facts.opening_text import opening_forms
from releases.facts.values import Access
from releases.facts.wording import pick


def _machine(value: OpeningHours, locale: str) -> Json:
    return {
        "channel": value.channel,
        "location": value.location,
        "alwaysOpen": value.always_open,
        "pattern": _pattern(value.pattern),
        "seasons": [
            {
                "first": season.first.isoformat(),
                "last": season.last.isoformat(),
                "label": pick(season.label, locale),
                "pattern": _pattern(season.pattern),
            }
            for season in value.seasons
        ],
        "exceptions": [
            {
                "date": exception.day.isoformat(),
                "reason": pick(exception.reason, locale),
                "times": [_span(*times) for times in exception.times],
            }
            for exception in value.exceptions
        ],
        "holidays": [{"date": day.day.isoformat(), "name": pick(day.name, locale)} for day in value.holidays],
        "whenClosed": pick(value.when_closed, locale),
    }


def _pattern(pattern: tuple[OpenPeriod, ...]) -> list[Json]:
    return [{"weekday": period.weekday, **_span(period.opens, period.closes, period.access)} for period in pattern]


def _span(opens: time, closes: time, access: Access) -> Json:
    return {"opens": machine_clock(opens), "closes": machine_clock(closes), "access": access}


KIND: Kind[OpeningHours] = Kind(
    name="openingHours",
    forms=lambda value, locale, label: opening_forms(value, locale),
    machine=_machine,
    section=lambda value: "contact",
    answers="opening",
)
