"""The measures give what a hand works out, and behave as a measure of a ranking must."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.relevance.measures import ndcg, reciprocal_rank, success

GRADES = {"a": 3, "b": 2, "c": 1}
keys = st.sampled_from("abcdefghijklmnop")
grades = st.dictionaries(keys, st.integers(1, 3), min_size=1)
rankings = st.lists(keys, unique=True)


@pytest.mark.parametrize(
    ("ranking", "value"),
    [
        ("abc", 1.0),
        ("", 0.0),
        ("xyz", 0.0),
        # best order: 7/log2(2) + 3/log2(3) + 1/log2(4) = 9.392789
        ("a", 0.745252),  # 7
        ("xa", 0.470202),  # 7/log2(3) = 4.416508
        ("baxc", 0.835448),  # 3 + 7/log2(3) + 0 + 1/log2(5) = 7.847185
        ("cba", 0.680606),  # 1 + 3/log2(3) + 7/log2(4) = 6.392789
    ],
)
def test_ndcg_is_what_a_hand_works_out(ranking, value):
    assert ndcg(ranking, GRADES) == pytest.approx(value, abs=1e-6)


def test_ndcg_does_not_look_past_its_depth():
    assert ndcg([*"0123456789", "a"], GRADES) == 0


def test_more_right_answers_than_fit_can_still_be_perfect():
    assert ndcg("abcdefghij", dict.fromkeys("abcdefghijklmnop", 3)) == 1


@pytest.mark.parametrize(("ranking", "value"), [("abc", 1), ("xb", 1 / 2), ("cxya", 1 / 4), ("c", 0), ("", 0)])
def test_reciprocal_rank_is_that_of_the_first_right_answer(ranking, value):
    assert reciprocal_rank(ranking, GRADES) == value


@pytest.mark.parametrize(
    ("ranking", "depth", "value"), [("b", 1, 1), ("cb", 1, 0), ("cxb", 3, 1), ("cxyb", 3, 0), ("c", 3, 0)]
)
def test_success_needs_a_right_answer_within_the_depth(ranking, depth, value):
    assert success(ranking, GRADES, depth) == value


@given(rankings, grades)
def test_every_measure_lies_between_nothing_and_perfect(ranking, judged):
    measured = ndcg(ranking, judged), reciprocal_rank(ranking, judged), success(ranking, judged, 3)
    assert all(0 <= value <= 1 + 1e-9 for value in measured)


@given(grades)
def test_the_best_order_is_perfect(judged):
    best = sorted(judged, key=judged.__getitem__, reverse=True)
    assert ndcg(best, judged) == pytest.approx(1)


@given(st.dictionaries(keys, st.integers(1, 3), min_size=2, max_size=4))
def test_no_order_beats_the_order_by_grade(judged):
    best = sorted(judged, key=judged.__getitem__, reverse=True)
    assert all(ndcg(order, judged) <= ndcg(best, judged) + 1e-9 for order in permutations(judged))


@given(rankings.filter(lambda ranking: len(ranking) > 1), grades, st.data())
def test_moving_a_better_answer_up_never_lowers_a_measure(ranking, judged, data):
    place = data.draw(st.integers(0, len(ranking) - 2))
    better = [*ranking]
    better[place : place + 2] = sorted(better[place : place + 2], key=lambda key: -judged.get(key, 0))
    assert ndcg(better, judged) >= ndcg(ranking, judged) - 1e-9
    assert reciprocal_rank(better, judged) >= reciprocal_rank(ranking, judged)
    assert success(better, judged, 3) >= success(ranking, judged, 3)


@given(rankings, grades)
def test_what_comes_after_does_not_lower_a_measure(ranking, judged):
    longer = [*ranking, "unjudged"]
    assert ndcg(longer, judged) == ndcg(ranking, judged)
    assert reciprocal_rank(longer, judged) == reciprocal_rank(ranking, judged)


@given(rankings, grades, st.integers(1, 9))
def test_a_success_stays_one_when_more_is_looked_at(ranking, judged, depth):
    assert success(ranking, judged, depth) <= success(ranking, judged, depth + 1)
