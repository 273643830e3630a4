"""Times at which something comes back: each week, or each other week, at the same local time, until a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from releases.core.periods import AMSTERDAM, civil_day

Occurrence = tuple[datetime, datetime | None]


def occurrences(starts: datetime, ends: datetime | None, weeks: int, last_day: date | None) -> Iterator[Occurrence]:
    """Starts and ends, the first of them as given; later ones at the same clock times, until those of `last_day`.

    With `weeks` 0, or without an end or a last day, there is one.
    """
    yield starts, ends
    if not (weeks and ends and last_day):
        return
    first, until = starts.astimezone(AMSTERDAM), ends.astimezone(AMSTERDAM)
    step = timedelta(weeks=weeks)
    number = 1
    while civil_day(later := (first + number * step)) <= last_day:
        yield later.astimezone(starts.tzinfo), (until + number * step).astimezone(ends.tzinfo)
        number += 1
