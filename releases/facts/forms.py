"""Dates, clock times and durations, as people meet them and as programs read them."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from typing import Any

from languages.registry import wording_of
from languages.wording import counted
from releases.facts import spoken
from releases.facts.values import Duration
from releases.facts.wording import Forms, same


def duration_forms(duration: Duration, locale: str) -> Forms:
    words = wording_of(locale)
    if duration.quantity == 0 and duration.unit in words.same_day:
        return same(words.same_day[duration.unit])
    name = counted(duration.quantity, words.units[duration.unit])
    text = f"{duration.quantity} {name}"
    return Forms(text, text, spoken.counted(duration.quantity, name, locale))


@lru_cache(maxsize=4096)
def date_forms(day: date, locale: str) -> Forms:
    """Such as "1 januari 2027"."""
    written = spoken.written_date(day, locale)
    return Forms(written, written, spoken.spoken_date(day, locale))


def machine_duration(duration: Duration) -> dict[str, Any]:
    return {"quantity": duration.quantity, "unit": duration.unit}


def machine_clock(moment: time | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None
