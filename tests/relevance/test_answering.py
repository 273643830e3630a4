"""A direct answer is right when it holds all facts that it must and no other, or when it rightly is not there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.relevance.answering import (
    MISSED,
    RIGHT,
    SILENT,
    WRONG,
    AnswersReport,
    AnswersRow,
    Tally,
    asked_all,
    not_good_enough,
    verdict,
)
from tests.relevance.questions import JudgedQuestion

FEES = JudgedQuestion("wat kost een paspoort", "nl", "costs", frozenset({"adult", "child"}), frozenset({"urgent"}))
CLOSED = JudgedQuestion("open zaterdag", "nl", "opening", frozenset({"desk"}), day=date(2026, 12, 5), open=False)
NOTHING = JudgedQuestion("wat kost een huis", "nl", "silent", frozenset())


def answer(*keys, days=()):
    return {"order": list(keys), "days": [{"date": day, "open": is_open} for day, is_open in days]}


@pytest.mark.parametrize(
    ("question", "told", "said"),
    [
        (FEES, answer("child", "adult"), RIGHT),
        (FEES, answer("child", "adult", "urgent"), RIGHT),
        (FEES, answer("adult"), WRONG),
        (FEES, answer("adult", "child", "other"), WRONG),
        (FEES, None, MISSED),
        (CLOSED, answer("desk", days=[("2026-12-05", False)]), RIGHT),
        (CLOSED, answer("desk", days=[("2026-12-05", True)]), WRONG),
        (CLOSED, answer("desk"), WRONG),
        (NOTHING, answer("adult"), WRONG),
        (NOTHING, None, SILENT),
    ],
)
def test_each_answer_has_its_verdict(question, told, said):
    assert verdict(question, told) == said


def test_the_last_row_counts_all_questions():
    report = asked_all("engine", {FEES: answer("adult", "child")}.get, [FEES, CLOSED, NOTHING])
    assert report.overall.whole == Tally(3, 0.5, 0.0, 1.0)
    assert report.failed == tuple(f"missed: {each.text}" for each in [CLOSED] if not each.held_out)


def test_what_is_beyond_its_limit_is_told_of_the_whole_and_of_the_held_out():
    row = AnswersRow("all", Tally(100, 0.9, 0.02, 1.0), Tally(100, 0.89, 0.03, 1.0))
    assert not_good_enough(AnswersReport("engine", (row,), ())) == [
        "engine: wrong of the held out questions is 3.0%",
        "engine: right of the held out questions is 89.0%",
    ]
