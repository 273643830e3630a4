"""Repetition keeps its clock times, also over a change of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from releases.core.periods import AMSTERDAM, civil_day
from releases.core.recurrence import occurrences

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
STARTS = st.integers(0, 3650 * 24 * 4).map(lambda quarters: FIRST + timedelta(minutes=15 * quarters))


@given(STARTS, st.integers(1, 2), st.integers(0, 60))
def test_each_time_is_at_the_same_clock_time_as_the_first(starts: datetime, weeks: int, days: int):
    last = civil_day(starts) + timedelta(days=days)
    found = [*occurrences(starts, starts + timedelta(hours=1), weeks, last)]
    clock = {each.astimezone(AMSTERDAM).replace(fold=0).time() for each, _ in found[1:]}
    assert (found[0][0], len(found)) == (starts, 1 + days // (7 * weeks))
    assert all(civil_day(each) <= last for each, _ in found)
    # In the hour that a clock skips there is no such time.
    assert clock <= {starts.astimezone(AMSTERDAM).time()} or starts.astimezone(AMSTERDAM).hour == 2


def test_what_does_not_repeat_is_there_once():
    starts = datetime(2026, 1, 1, tzinfo=UTC)
    assert [*occurrences(starts, None, 1, date(2026, 3, 1))] == [(starts, None)]
