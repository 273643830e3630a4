"""Civil dates and instants: a day starts at 00:00 in Amsterdam, everything else is UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2}))?", re.IGNORECASE
)
# Within a day of the ends of the calendar an instant has no date in another time zone.
FIRST_YEAR, LAST_YEAR = 2, 9998


@lru_cache(maxsize=4096)
def starts_of(day: date) -> datetime:
    """The instant at which `day` starts, in UTC."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def civil_day(instant: datetime) -> date:
    """The date in Amsterdam at `instant`."""
    return instant.astimezone(AMSTERDAM).date()


def parse_moment(text: str) -> datetime:
    """A date (00:00 in Amsterdam) or an RFC 3339 instant with its offset, in UTC; ValueError for anything else."""
    if not MOMENT.fullmatch(text):
        raise ValueError(
            "Write a date, such as 2027-01-01, or an instant with its offset, such as 2027-01-01T09:00:00Z."
        )
    instant = datetime.fromisoformat(text.upper())
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValueError(f"The year lies between {FIRST_YEAR} and {LAST_YEAR}.")
    return instant.astimezone(UTC) if instant.tzinfo else starts_of(instant.date())
