"""Half-open intervals: what they contain, where they meet, and what dated rows and runs say at a point of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core.intervals import (
    Span,
    at_instant,
    bounds_of,
    contains,
    end_after,
    gaps,
    in_order,
    is_empty,
    meet,
    next_after,
    on_day,
    overlaps,
    spans,
)

FIRST, DAY = date(2027, 1, 1), timedelta(days=1)
LENGTH = 12
CALENDAR = [FIRST + number * DAY for number in range(-1, LENGTH + 2)]


class Row(NamedTuple):
    valid_from: date | None = None
    valid_until: date | None = None


days = st.sampled_from(CALENDAR)
bounds = st.tuples(st.none() | days, st.none() | days)
# Few days, so that rows often touch, overlap and leave gaps.
rows = st.lists(st.builds(Row, st.none() | days, st.none() | days).filter(lambda row: not is_empty(row)), max_size=5)
numbers = st.integers(0, LENGTH)


@st.composite
def runs(draw):
    starts = sorted(draw(st.sets(numbers, max_size=5)))
    return list(zip([*([None] if draw(st.booleans()) else []), *starts], "abcdef", strict=False))


@pytest.mark.parametrize(
    ("interval", "inside", "outside"),
    [
        ((FIRST, FIRST + DAY), [FIRST], [FIRST - DAY, FIRST + DAY]),
        ((None, FIRST), [date.min, FIRST - DAY], [FIRST]),
        ((FIRST, None), [FIRST, date.max], [FIRST - DAY]),
        ((None, None), [date.min, date.max], []),
    ],
)
def test_an_interval_has_its_start_and_not_its_end(interval, inside, outside):
    assert [contains(interval, day) for day in inside + outside] == [True] * len(inside) + [False] * len(outside)


@given(bounds)
def test_an_interval_is_empty_when_it_contains_no_day(interval):
    assert is_empty(interval) == (not any(contains(interval, day) for day in [date.min, *CALENDAR, date.max]))


@given(bounds, bounds)
def test_intervals_meet_when_some_day_lies_in_both(one, other):
    both = [day for day in [date.min, *CALENDAR, date.max] if contains(one, day) and contains(other, day)]
    assert meet(one, other) == bool(both)


@given(bounds, bounds)
def test_meeting_is_mutual(one, other):
    assert meet(one, other) == meet(other, one)


def test_what_touches_does_not_meet():
    assert not meet((None, FIRST), (FIRST, None))


@pytest.mark.parametrize(("last", "end"), [(FIRST, FIRST + DAY), (date.max, None)])
def test_what_lasts_through_a_day_ends_on_the_next(last, end):
    assert (end_after(last), contains((None, end), last)) == (end, True)


def test_instants_are_ordered_as_days_are():
    noon = datetime(2027, 1, 1, 12, tzinfo=UTC)
    assert contains((noon, noon + timedelta(microseconds=1)), noon)


@given(rows)
def test_rows_are_in_order_of_their_first_day(given_rows):
    assert all(
        (one.valid_from or date.min) <= (two.valid_from or date.min) for one, two in pairwise(in_order(given_rows))
    )


@given(rows, days)
def test_of_dated_rows_the_first_that_contains_the_day_is_true(given_rows, day):
    true = [row for row in given_rows if contains(row, day)]
    assert on_day(given_rows, day) == (true[0] if true else None)


@given(rows, days)
def test_what_comes_next_starts_after_the_day_and_before_all_others_that_do(given_rows, day):
    later = [row.valid_from for row in given_rows if row.valid_from and row.valid_from > day]
    found = next_after(given_rows, day)
    assert (found.valid_from if found else None) == min(later, default=None)


@given(rows)
def test_rows_overlap_when_two_of_them_are_true_on_one_day(given_rows):
    pairs = [frozenset(map(id, pair)) for pair in combinations(given_rows, 2) if meet(*map(bounds_of, pair))]
    assert sorted(map(sorted, (map(id, pair) for pair in overlaps(given_rows)))) == sorted(map(sorted, pairs))


def test_a_long_row_overlaps_every_later_one_that_it_covers():
    long, early, late = Row(FIRST), Row(FIRST + DAY, FIRST + 2 * DAY), Row(FIRST + 4 * DAY)
    assert overlaps([late, early, long]) == [(long, early), (long, late)]


@given(rows)
def test_a_gap_is_every_day_after_the_first_row_on_which_none_is_true(given_rows):
    begun = min((row.valid_from or date.min for row in given_rows), default=date.max)
    without = {day for day in [*CALENDAR, date.max - DAY] if day >= begun and on_day(given_rows, day) is None}
    assert {day for day in [*CALENDAR, date.max - DAY] for gap in gaps(given_rows) if contains(gap, day)} == without


@given(rows)
def test_gaps_are_in_order_and_do_not_touch(given_rows):
    assert all(one[1] < two[0] for one, two in pairwise(gaps(given_rows)))


def test_without_rows_there_is_no_gap():
    assert gaps([]) == []


@given(rows, st.randoms())
def test_the_order_in_which_rows_are_given_makes_no_gap(given_rows, chance):
    shuffled = chance.sample(given_rows, len(given_rows))
    assert gaps(shuffled) == gaps(given_rows)


@given(runs())
def test_each_run_lasts_until_the_next(given_runs):
    found = list(spans(given_runs))
    assert [(span.starts, span.content) for span in found] == given_runs
    assert [span.until for span in found] == [start for start, _ in given_runs[1:]] + [None] * bool(given_runs)


@given(runs(), numbers)
def test_at_an_instant_holds_the_one_run_that_contains_it(given_runs, instant):
    holding = [span for span in spans(given_runs) if contains((span.starts, span.until), instant)]
    assert [at_instant(given_runs, instant)] == (holding or [None])


def test_a_run_holds_from_its_start_on():
    assert at_instant([(1, "a"), (5, "b")], 5) == Span(5, None, "b")


def test_before_the_first_run_nothing_holds():
    assert at_instant([(1, "a")], 0) is None
