"""Drift of an instance from what was published, and when it is worth a warning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.core.drift import Behind, InstanceCondition, Limits, Trouble, behind_of, delay_of, troubles_of
from releases.core.position import Position

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIMITS = Limits(behind=15 * MINUTE, silence=60 * MINUTE)
RELEASES = [(12, NOON), (13, NOON + 10 * MINUTE), (14, NOON + 20 * MINUTE)]


def troubles(now: datetime = NOON, **changes: Any) -> set[Trouble]:
    condition = InstanceCondition(behind=None, last_word=NOON, silence=LIMITS.silence)._replace(**changes)
    return troubles_of(condition, LIMITS, now)


def test_release_twelve_is_two_releases_behind_fourteen():
    assert behind_of(Position(12, NOON), RELEASES, []) == Behind(2, 0, NOON + 10 * MINUTE)


def test_the_newest_release_is_in_step():
    assert behind_of(Position(14, NOON + 20 * MINUTE), RELEASES, []) is None


def test_a_release_that_changed_nothing_in_the_channel_leaves_it_in_step():
    assert behind_of(Position(15, NOON + 30 * MINUTE), RELEASES, []) is None


def test_who_has_the_release_may_have_missed_a_switch():
    switch = NOON + 25 * MINUTE
    assert behind_of(Position(14, NOON + 20 * MINUTE), RELEASES, [switch]) == Behind(0, 1, switch)


def test_behind_counts_from_whatever_was_missed_first():
    switch = NOON + 5 * MINUTE
    assert behind_of(Position(12, NOON), RELEASES, [switch]) == Behind(2, 1, switch)


@given(st.integers(0, 20), st.lists(st.integers(0, 1000), max_size=5).map(sorted))
def test_who_is_further_is_never_further_behind(release: int, minutes: list[int]):
    switches = [NOON + each * MINUTE for each in minutes]
    here = behind_of(Position(release, NOON), RELEASES, switches) or Behind(0, 0, NOON)
    further = behind_of(Position(release + 1, NOON + 60 * MINUTE), RELEASES, switches) or Behind(0, 0, NOON)
    assert further.releases <= here.releases
    assert further.switches <= here.switches


def test_who_speaks_and_is_in_step_is_no_trouble():
    assert troubles() == set()


@pytest.mark.parametrize(("minutes", "expected"), [(60, set()), (61, {Trouble.SILENT})])
def test_silence_warns_after_the_time_that_is_allowed(minutes, expected):
    assert troubles(NOON + minutes * MINUTE) == expected


def test_who_need_not_speak_is_never_silent():
    assert troubles(NOON + 10_000 * MINUTE, silence=None) == set()


def test_of_whom_nobody_expects_a_word_is_not_silent():
    assert troubles(NOON + 10_000 * MINUTE, last_word=None) == set()


@pytest.mark.parametrize(("minutes", "expected"), [(15, set()), (16, {Trouble.BEHIND})])
def test_being_behind_warns_after_the_time_that_is_allowed(minutes, expected):
    behind = Behind(2, 0, NOON)
    assert troubles(NOON + minutes * MINUTE, behind=behind) == expected


@pytest.mark.parametrize("what", ["rejected", "refused", "differs"])
def test_what_is_wrong_for_certain_warns_at_once(what):
    assert troubles(**{what: True}) == {Trouble(what)}


def test_delays_are_told_by_their_median_and_the_one_in_twenty():
    delay = delay_of(timedelta(seconds=each) for each in range(100, 0, -1))
    assert delay == (timedelta(seconds=50), timedelta(seconds=95), 100)
