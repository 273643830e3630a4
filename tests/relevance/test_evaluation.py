"""An engine, whichever it is, gets its averages per group, and is told what lies below its floor."""

from __future__ import annotations

import pytest

from tests.relevance.evaluation import EVERY, Floors, Report, Row, Scores, below, evaluate
from tests.relevance.judged import JudgedQuery

OPEN = [
    JudgedQuery("roze pasje", "nl", "everyday", {"rijbewijs": 3}),
    JudgedQuery("kapotte kliko", "nl", "everyday", {"afvalcontainer": 3}),
    JudgedQuery("passport", "en", "official", {"paspoort": 3}),
]
HELD_OUT = JudgedQuery("papsoort", "nl", "misspelt", {"paspoort": 3})
NOTHING = [JudgedQuery("pizza", "nl", "nothing", {}), JudgedQuery("bitcoin", "nl", "nothing", {})]
ANSWERS = {
    ("roze pasje", "nl"): ["rijbewijs"],
    ("kapotte kliko", "nl"): ["glas", "afvalcontainer"],
    ("papsoort", "nl"): ["paspoort"],
    ("bitcoin", "nl"): ["glas"],
}
FLOORS = Floors(ndcg=0.9, success_at_3=0.95)


def search(query, locale):
    return ANSWERS.get((query, locale), [])


def report_with(all_queries, held_out):
    whole, part = (Scores(10, ndcg, 1, 1, success) for ndcg, success in (all_queries, held_out))
    return Report("engine", (Row(EVERY, EVERY, whole, part),), 1, ())


def row(locale, group):
    report = evaluate("engine", search, [*OPEN, HELD_OUT, *NOTHING])
    return next(row for row in report.rows if (row.locale, row.group) == (locale, group))


def test_the_queries_of_this_test_stand_on_both_sides_of_the_split():
    assert [query.held_out for query in (*OPEN, HELD_OUT)] == [False, False, False, True]


def test_a_group_has_the_averages_of_its_queries():
    scores = row("nl", "everyday").scores
    assert (scores.queries, scores.mrr, scores.success_at_1, scores.success_at_3) == (2, 0.75, 0.5, 1)
    assert scores.ndcg == pytest.approx((1 + 0.630930) / 2, abs=1e-6)


def test_the_held_out_part_stands_beside_the_whole():
    assert row("nl", "misspelt").held_out == Scores(1, 1, 1, 1, 1)
    assert row("nl", "everyday").held_out is None


def test_the_last_row_is_every_query_that_has_an_answer():
    report = evaluate("engine", search, [*OPEN, HELD_OUT, *NOTHING])
    assert report.overall is report.rows[-1]
    assert (report.overall.scores.queries, report.overall.scores.success_at_3) == (4, 0.75)


def test_a_language_has_a_row_of_its_own():
    report = evaluate("engine", search, [*OPEN, HELD_OUT, *NOTHING])
    assert (report.of("nl").scores.queries, report.of("en").scores.success_at_3) == (3, 0)


def test_what_should_find_nothing_is_measured_apart():
    report = evaluate("engine", search, [*OPEN, *NOTHING])
    assert report.silence == 0.5
    assert "nothing" not in {row.group for row in report.rows}


def test_a_missed_query_is_told():
    assert evaluate("engine", search, OPEN).missed == ("passport",)


def test_a_missed_query_that_is_held_out_is_not_told():
    assert evaluate("engine", lambda query, locale: [], [HELD_OUT]).missed == ()


def test_an_engine_that_names_a_product_twice_is_refused():
    with pytest.raises(ValueError, match="'roze pasje' finds a product twice"):
        evaluate("engine", lambda query, locale: ["rijbewijs", "rijbewijs"], OPEN)


def test_at_its_floors_an_engine_is_good_enough():
    assert below(FLOORS, report_with((0.9, 0.95), (0.87, 0.92))) == []


def test_each_measure_below_its_floor_is_told():
    assert below(FLOORS, report_with((0.89, 0.94), (0.9, 0.95))) == [
        "engine: nDCG@10 of all queries is 0.890, below 0.90",
        "engine: success@3 of all queries is 0.940, below 0.95",
    ]


def test_the_held_out_queries_may_not_lag_behind_by_more_than_the_margin():
    assert below(FLOORS, report_with((0.95, 0.99), (0.86, 0.91))) == [
        "engine: nDCG@10 of the held out queries is 0.860, below 0.87",
        "engine: success@3 of the held out queries is 0.910, below 0.92",
    ]
