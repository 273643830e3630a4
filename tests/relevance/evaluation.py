"""Runs the judged queries through an engine, whichever it is, and averages what came back per group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.relevance.judged import JudgedQuery
from tests.relevance.measures import ndcg, reciprocal_rank, success

Search = Callable[[str, str], Sequence[str]]
"""Product keys, best first, for a query and a locale."""

EVERY = "all"
HELD_OUT_MARGIN = 0.03
"""How far the held out queries may lie below a floor: they are few, and nobody tuned for them."""


@dataclass(frozen=True, slots=True)
class Answer:
    query: JudgedQuery
    ranking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Averages over `queries` judged queries."""

    queries: int
    ndcg: float
    mrr: float
    success_at_1: float
    success_at_3: float


@dataclass(frozen=True, slots=True)
class Row:
    """One group of queries in one locale, or all of them; `held_out` is the part of it that nobody tunes for."""

    locale: str
    group: str
    scores: Scores
    held_out: Scores | None


@dataclass(frozen=True, slots=True)
class Report:
    """`silence` is the share of the queries nothing should be found for that indeed found nothing.

    `missed` are the queries without a right answer among the first three; the held out ones are not told.
    """

    engine: str
    rows: tuple[Row, ...]
    silence: float
    missed: tuple[str, ...]

    @property
    def overall(self) -> Row:
        return self.rows[-1]

    def of(self, locale: str) -> Row:
        """All queries in `locale`."""
        return next(row for row in self.rows if (row.locale, row.group) == (locale, EVERY))


@dataclass(frozen=True, slots=True)
class Floors:
    ndcg: float
    success_at_3: float


def evaluate(engine: str, search: Search, queries: Iterable[JudgedQuery]) -> Report:
    """Raises ValueError when the engine names a product twice for one query."""
    answers = [Answer(query, _asked(search, query)) for query in queries]
    judged = [answer for answer in answers if answer.query.grades]
    empty = [answer for answer in answers if not answer.query.grades]
    return Report(
        engine,
        (*_rows(judged), *_locales(judged), _row(EVERY, EVERY, judged)),
        fmean(not answer.ranking for answer in empty) if empty else 1.0,
        tuple(answer.query.text for answer in judged if not answer.query.held_out and not _found(answer, 3)),
    )


def below(floors: Floors, report: Report, locale: str = EVERY) -> list[str]:
    """What lies below its floor, in words; empty when the engine is good enough in that language, or in all."""
    row, named = (report.overall, "") if locale == EVERY else (report.of(locale), f" in {locale}")
    parts = [(f"all queries{named}", row.scores, 0.0), (f"the held out queries{named}", row.held_out, HELD_OUT_MARGIN)]
    return [
        f"{report.engine}: {name} of {part} is {found:.3f}, below {floor - margin:.2f}"
        for part, scores, margin in parts
        if scores
        for name, found, floor in (
            ("nDCG@10", scores.ndcg, floors.ndcg),
            ("success@3", scores.success_at_3, floors.success_at_3),
        )
        if found < floor - margin
    ]


def _asked(search: Search, query: JudgedQuery) -> tuple[str, ...]:
    ranking = tuple(search(query.text, query.locale))
    if len(ranking) != len(set(ranking)):
        raise ValueError(f"{query.text!r} finds a product twice: {', '.join(ranking)}")
    return ranking


def _rows(answers: Sequence[Answer]) -> list[Row]:
    groups = dict.fromkeys((answer.query.locale, answer.query.group) for answer in answers)
    return [
        _row(locale, group, [each for each in answers if (each.query.locale, each.query.group) == (locale, group)])
        for locale, group in groups
    ]


def _locales(answers: Sequence[Answer]) -> list[Row]:
    locales = dict.fromkeys(answer.query.locale for answer in answers)
    return [_row(locale, EVERY, [each for each in answers if each.query.locale == locale]) for locale in locales]


def _row(locale: str, group: str, answers: Sequence[Answer]) -> Row:
    held_out = [answer for answer in answers if answer.query.held_out]
    return Row(locale, group, _scores(answers), _scores(held_out) if held_out else None)


def _scores(answers: Sequence[Answer]) -> Scores:
    return Scores(
        len(answers),
        fmean(ndcg(each.ranking, each.query.grades) for each in answers),
        fmean(reciprocal_rank(each.ranking, each.query.grades) for each in answers),
        fmean(_found(each, 1) for each in answers),
        fmean(_found(each, 3) for each in answers),
    )


def _found(answer: Answer, depth: int) -> float:
    return success(answer.ranking, answer.query.grades, depth)
