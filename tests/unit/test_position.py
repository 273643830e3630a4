"""Positions on both time axes, as text and in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core.position import NOWHERE, Position, parse_position

INSTANTS = (
    st.integers(0, 7 * 10**12)
    .map(lambda ms: datetime.fromtimestamp(ms / 1000, UTC))
    .map(lambda instant: instant.replace(microsecond=instant.microsecond // 1000 * 1000))
)
POSITIONS = st.builds(Position, st.integers(0, 10**9 - 1), INSTANTS)


@given(POSITIONS)
def test_a_position_survives_being_written(position):
    assert parse_position(str(position)) == position


def test_a_position_names_its_release_and_its_instant():
    assert str(Position(12, datetime(2027, 1, 1, tzinfo=UTC))) == "12@2027-01-01T00:00:00.000Z"


@pytest.mark.parametrize(
    "text", ["", "12", "@", "12@", "012@2027-01-01T00:00:00.000Z", "12@2027-01-01", "-1@2027-01-01T00:00:00.000Z"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="position"):
        parse_position(text)


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="day"):
        parse_position("12@2027-02-30T00:00:00.000Z")


@given(POSITIONS)
def test_a_later_release_or_a_later_instant_is_further(position):
    assert position._replace(release=position.release + 1) > position
    assert position._replace(instant=position.instant + timedelta(milliseconds=1)) > position
    assert position >= NOWHERE
