"""Asks the judged questions for a fact, and counts what is right, wrong, missed and rightly silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from tests.relevance.evaluation import EVERY
from tests.relevance.questions import JudgedQuestion

Ask = Callable[[JudgedQuestion], Mapping[str, Any] | None]
"""The direct answer of the hub, or None."""

RIGHT, WRONG, MISSED, SILENT = "right", "wrong", "missed", "silent"
MOST_WRONG, LEAST_RIGHT = 0.02, 0.90
"""Of all questions, in whole ones; of those that have an answer."""


@dataclass(frozen=True, slots=True)
class Tally:
    """`wrong` of all questions, `right` of those that have an answer, `silent` of those that have none."""

    questions: int
    right: float
    wrong: float
    silent: float


@dataclass(frozen=True, slots=True)
class AnswersRow:
    locale: str
    whole: Tally
    held_out: Tally


@dataclass(frozen=True, slots=True)
class AnswersReport:
    """`failed` are the questions that are answered wrongly or not at all; the held out ones are not told."""

    engine: str
    rows: tuple[AnswersRow, ...]
    failed: tuple[str, ...]

    @property
    def overall(self) -> AnswersRow:
        return self.rows[-1]


def verdict(question: JudgedQuestion, answer: Mapping[str, Any] | None) -> str:
    """An answer that lacks a fact or a day is as wrong as one that is about something else."""
    if answer is None:
        return MISSED if question.facts else SILENT
    told = frozenset(answer["order"])
    is_complete = question.facts <= told <= question.facts | question.also
    days = {(each["date"], each["open"]) for each in answer["days"]}
    is_of_day = question.day is None or (question.day.isoformat(), question.open) in days
    return RIGHT if question.facts and is_complete and is_of_day else WRONG


def asked_all(engine: str, ask: Ask, questions: Iterable[JudgedQuestion]) -> AnswersReport:
    found = [(question, verdict(question, ask(question))) for question in questions]
    locales = dict.fromkeys(question.locale for question, _ in found)
    rows = [_row(locale, [each for each in found if each[0].locale == locale]) for locale in locales]
    failed = [f"{said}: {each.text}" for each, said in found if said in (WRONG, MISSED) and not each.held_out]
    return AnswersReport(engine, (*rows, _row(EVERY, found)), tuple(failed))


def not_good_enough(report: AnswersReport) -> list[str]:
    """What is beyond its limit, in words."""
    parts = [("all questions", report.overall.whole), ("the held out questions", report.overall.held_out)]
    return [
        f"{report.engine}: {name} of {part} is {found:.1%}"
        for part, tally in parts
        for name, found, good in (
            ("wrong", tally.wrong, round(tally.wrong * tally.questions) <= ceil(MOST_WRONG * tally.questions)),
            ("right", tally.right, tally.right >= LEAST_RIGHT),
        )
        if not good
    ]


def _row(locale: str, found: Sequence[tuple[JudgedQuestion, str]]) -> AnswersRow:
    return AnswersRow(locale, _tally(found), _tally([each for each in found if each[0].held_out]))


def _tally(found: Sequence[tuple[JudgedQuestion, str]]) -> Tally:
    said = Counter(verdict for _, verdict in found)
    answered = sum(bool(question.facts) for question, _ in found)
    return Tally(
        len(found),
        said[RIGHT] / answered if answered else 1.0,
        said[WRONG] / len(found) if found else 0.0,
        said[SILENT] / (len(found) - answered) if len(found) > answered else 1.0,
    )
