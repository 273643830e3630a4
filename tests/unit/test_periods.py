"""Days start at midnight in Amsterdam; moments are read strictly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core.periods import civil_day, parse_moment, starts_of

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2027, 1, 1), "2026-12-31T23:00:00+00:00"),
        (date(2026, 7, 1), "2026-06-30T22:00:00+00:00"),
        (date(2026, 3, 29), "2026-03-28T23:00:00+00:00"),  # the clock goes forward later that day
        (date(2026, 3, 30), "2026-03-29T22:00:00+00:00"),
        (date(2026, 10, 25), "2026-10-24T22:00:00+00:00"),
        (date(2026, 10, 26), "2026-10-25T23:00:00+00:00"),
    ],
)
def test_a_day_starts_at_midnight_in_amsterdam(day, starts):
    assert starts_of(day).isoformat() == starts


@given(days)
def test_a_day_begins_with_its_first_instant(day):
    assert civil_day(starts_of(day)) == day
    assert civil_day(starts_of(day) - timedelta(microseconds=1)) == day - timedelta(days=1)


@given(days)
def test_a_written_date_is_the_start_of_that_day(day):
    assert parse_moment(day.isoformat()) == starts_of(day)


@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: 3 < moment.year < 9997))
def test_a_written_instant_reads_back_the_same(moment):
    instant = moment.astimezone(UTC)

    assert parse_moment(instant.isoformat()) == instant


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2027-01-01T00:00:00+01:00", datetime(2026, 12, 31, 23, tzinfo=UTC)),
        ("2027-01-01T00:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2027-01-01t00:00:00.5z", datetime(2027, 1, 1, 0, 0, 0, 500000, tzinfo=UTC)),
        ("2027-01-01T00:00:00.123456789Z", datetime(2027, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_with_its_offset(text, instant):
    assert parse_moment(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nu",
        "2027",
        "2027-13-01",
        "2027-02-29",
        "2027-W01-1",
        "20270101",
        " 2027-01-01",
        "2027-01-01\n",
        "２０２７-01-01",
        "2027-01-01T00:00:00",
        "2027-01-01 00:00:00Z",
        "2027-01-01T00:00Z",
        "2027-01-01T24:00:00Z",
        "2027-01-01T00:00:60Z",
        "2027-01-01T00:00:00+25:00",
        "0001-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "0000-01-01",
        "9" * 5000,
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 the message is for people
        parse_moment(text)
