"""Position of a reader on both time axes: `<release>@<instant>`, such as `12@2027-01-01T00:00:00.000Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

POSITION = re.compile(r"(0|[1-9][0-9]{0,8})@([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(milliseconds=1)


class Position(NamedTuple):
    """Release `release` as it reads at `instant` (UTC, whole milliseconds); positions sort by what was seen later."""

    release: int
    instant: datetime

    def __str__(self) -> str:
        return f"{self.release}@{instant_text(self.instant)}"


NOWHERE = Position(0, BEGINNING)


def parse_position(text: str) -> Position:
    """ValueError for anything that `str(Position)` does not write."""
    found = POSITION.fullmatch(text)
    if found is None:
        raise ValueError("Write a position as a hub gave it, such as 12@2027-01-01T00:00:00.000Z.")
    return Position(int(found[1]), datetime.fromisoformat(found[2]))


def instant_text(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def whole_milliseconds(instant: datetime) -> datetime:
    """In UTC, without what a position cannot tell."""
    return instant.astimezone(UTC).replace(microsecond=instant.microsecond // 1000 * 1000)


def milliseconds(instant: datetime) -> int:
    """Since 1970, as instants are stored."""
    return round(instant.timestamp() * 1000)


def from_milliseconds(value: int) -> datetime:
    """In UTC."""
    return datetime.fromtimestamp(value / 1000, UTC)
