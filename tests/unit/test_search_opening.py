"""Open or closed beside a result, by the same cases as every other implementation of the rules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from search.answers.opening import hours_of, opening_at
from tests.unit.hours_vectors import VECTORS, opening_hours

HOURS = VECTORS["hours"]
TOWN_HALL = {"label": "Balie", "text": "…", "value": HOURS["townHall"]}


@pytest.mark.parametrize("name", HOURS)
def test_a_value_is_read_back_as_it_was(name):
    read, whole = hours_of(HOURS[name]), opening_hours(HOURS[name])
    assert (read.pattern, read.always_open) == (whole.pattern, whole.always_open)
    assert [season.pattern for season in read.seasons] == [season.pattern for season in whole.seasons]
    assert [each.times for each in read.exceptions] == [each.times for each in whole.exceptions]
    assert [each.day for each in read.holidays] == [each.day for each in whole.holidays]


@pytest.mark.parametrize(
    ("instant", "is_open", "changes"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), True, "2026-03-02T17:00:00+01:00"),
        (datetime(2026, 3, 2, 18, tzinfo=UTC), False, "2026-03-03T09:00:00+01:00"),
        (datetime(2026, 11, 27, 10, tzinfo=UTC), False, "2026-11-30T09:00:00+01:00"),
    ],
)
def test_it_is_said_until_when(instant, is_open, changes):
    found = opening_at("balie", TOWN_HALL, instant)
    assert (found["open"], found["changesAt"]) == (is_open, changes)


def test_what_is_always_open_never_changes():
    always = {"label": "Website", "text": "…", "value": TOWN_HALL["value"] | {"alwaysOpen": True}}
    found = opening_at("website", always, datetime(2026, 1, 1, tzinfo=UTC))
    assert (found["open"], found["changesAt"]) == (True, None)
