"""Two rankings side by side say of each result where it came from, and where it went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.search_admin.comparison import RankRow, alone, compared
from search.explain import SHOWN, Result, Trial
from search.query.query_analysis import AnalysedQuery

RANKINGS = st.lists(st.sampled_from([f"product/{number}" for number in range(15)]), unique=True, max_size=15)


def trial(*ranked: str) -> Trial:
    results = tuple(Result(address, {"title": address}, 1.0, None) for address in ranked[:SHOWN])
    return Trial(AnalysedQuery(), len(ranked), ranked, results)


def moves(rows: list[RankRow]) -> dict[str, tuple[str, int | None]]:
    return {row.result.address: (row.move, row.other) for row in rows}


def test_each_move_is_told_with_the_place_before():
    old, new = compared(trial("a", "b", "c"), trial("c", "a", "d"))

    assert moves(new) == {"c": ("up", 3), "a": ("down", 1), "d": ("new", None)}
    assert moves(old) == {"a": ("same", 2), "b": ("gone", None), "c": ("same", 1)}


def test_a_result_from_beyond_what_is_shown_is_not_new():
    before = [f"product/{number}" for number in range(12)]

    assert moves(compared(trial(*before), trial(before[11]))[1]) == {"product/11": ("up", 12)}


@given(RANKINGS)
def test_the_same_ranking_has_no_moves(ranked):
    old, new = compared(trial(*ranked), trial(*ranked))

    assert {row.move for row in (*old, *new)} <= {"same"}


@given(RANKINGS, RANKINGS)
def test_every_shown_result_has_its_place_and_a_true_move(before, after):
    _, new = compared(trial(*before), trial(*after))

    assert [(row.place, row.result.address) for row in new] == list(enumerate(after[:SHOWN], 1))
    for row in new:
        old = before.index(row.result.address) + 1 if row.result.address in before else None
        expected = "new" if old is None else "up" if row.place < old else "down" if row.place > old else "same"
        assert (row.move, row.other) == (expected, old)


def test_a_ranking_by_itself_has_no_moves():
    assert moves(alone(trial("a"))) == {"a": ("same", None)}
