"""Civil dates and instants: a day starts at 00:00 in Amsterdam, everything else is UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@lru_cache(maxsize=4096)
def starts_of(day: date) -> datetime:
    """The instant at which `day` starts, in UTC."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def civil_day(instant: datetime) -> date:
    """The date in Amsterdam at `instant`."""
    return instant.astimezone(AMSTERDAM).date()


def parse_moment(text: str) -> datetime:
    """A date (00:00 in Amsterdam) or an RFC 3339 instant with its offset, in UTC; ValueError for anything else."""
    if len(text) == len("2027-01-01"):
        return starts_of(date.fromisoformat(text))
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("An instant needs an offset, such as Z or +01:00.")
    return instant.astimezone(UTC)
