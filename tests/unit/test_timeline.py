"""One document through time: what was said, from when, and what never was."""

from __future__ import annotations

import pytest

from releases.core.intervals import Span
from releases.core.timeline import Memento, StoredVersion, mementos, said_at, turns

ONCE = StoredVersion(1, 100, [(None, "a")])
DATED = StoredVersion(1, 100, [(None, "a"), (200, "b"), (300, "c")])
GONE = StoredVersion(3, 400, [])


@pytest.mark.parametrize(
    ("instant", "span"),
    [(0, Span(None, 200, "a")), (199, Span(None, 200, "a")), (200, Span(200, 300, "b")), (300, Span(300, None, "c"))],
)
def test_a_period_holds_from_its_start_until_the_next(instant, span):
    assert DATED.span(instant) == span


def test_before_the_first_period_nothing_holds():
    assert StoredVersion(1, 100, [(200, "b")]).span(199) is None


def test_what_is_withdrawn_says_nothing():
    assert GONE.span(400) is None


def test_a_release_and_each_switch_is_a_memento():
    assert mementos([DATED], 300) == [Memento(100, 1, "a"), Memento(200, 1, "b"), Memento(300, 1, "c")]


def test_what_is_still_to_come_is_no_memento():
    assert mementos([DATED], 299)[-1] == Memento(200, 1, "b")


def test_a_period_that_a_later_release_took_away_was_never_seen():
    later = StoredVersion(2, 250, [(None, "d")])
    assert mementos([DATED, later], 999) == [Memento(100, 1, "a"), Memento(200, 1, "b"), Memento(250, 2, "d")]


def test_a_period_of_before_the_release_is_seen_from_the_release_on():
    assert mementos([StoredVersion(1, 250, DATED.periods)], 999)[0] == Memento(250, 1, "b")


def test_a_switch_at_the_instant_of_the_next_release_was_never_seen():
    assert mementos([DATED, StoredVersion(2, 200, [(None, "d")])], 999)[1] == Memento(200, 2, "d")


def test_of_two_releases_at_one_instant_the_last_was_seen():
    assert mementos([ONCE, StoredVersion(2, 100, [(None, "d")])], 999) == [Memento(100, 2, "d")]


def test_a_withdrawal_says_that_nothing_is_said():
    assert mementos([ONCE, GONE], 999) == [Memento(100, 1, "a"), Memento(400, 3, None)]


def test_a_document_that_never_was_has_no_mementos():
    assert mementos([], 999) == []


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (0, Memento(100, 1, "a")),
        (100, Memento(100, 1, "a")),
        (399, Memento(100, 1, "a")),
        (400, Memento(400, 3, None)),
    ],
)
def test_what_was_said_is_the_last_before_the_moment_or_else_the_first(instant, expected):
    assert said_at(mementos([ONCE, GONE], 999), instant) == expected


def test_before_the_first_period_the_first_that_was_said_is_given():
    assert said_at(mementos([StoredVersion(1, 100, [(200, "b")])], 999), 150) == Memento(200, 1, "b")


def test_where_nothing_was_said_yet_there_is_nothing_to_give():
    assert said_at(mementos([StoredVersion(1, 100, [(200, "b")])], 150), 150) is None


def test_a_release_that_says_the_same_about_a_moment_is_no_turn():
    versions = [ONCE, StoredVersion(2, 200, [(None, "a"), (900, "b")]), StoredVersion(3, 300, [(None, "c")])]
    assert turns(versions, 500) == [Memento(100, 1, "a"), Memento(300, 3, "c")]
    assert turns(versions, 900) == [Memento(100, 1, "a"), Memento(200, 2, "b"), Memento(300, 3, "c")]
