"""The proof, inside every publish, that what changes tells the same in every channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import orjson

from releases.documents import Document, Period
from releases.parity import Difference, check_documents
from releases.periods import civil_day
from releases.problems import Problem
from releases.quick_parity import Clearing
from releases.values import Fact


def parity_problems(documents: Sequence[Document], facts: Mapping[str, Fact], now: datetime) -> list[Problem]:
    """Checked at `now` and at each later moment at which one of the documents changes."""
    problems: dict[tuple[str, str, str], Problem] = {}
    for moment in _moments(documents, now):
        told = [(each, period.body) for each in documents if (period := _period_at(each.periods, moment))]
        for difference in check_documents(map(orjson.loads, _in_doubt(told, facts, civil_day(moment)))):
            problems.setdefault((difference.key, difference.channel, difference.what), _problem(difference))
    return list(problems.values())


def _in_doubt(told: Sequence[tuple[Document, bytes]], facts: Mapping[str, Fact], day: date) -> list[bytes]:
    """One document in doubt about facts puts all of them in doubt; house style has no facts to differ about."""
    clearing = Clearing(facts, day)
    doubtful = [(document, body) for document, body in told if not clearing.clears(document, body)]
    if any(document.kind != "branding" for document, _ in doubtful):
        doubtful = list(told)
    return [body for _, body in doubtful]


def _moments(documents: Iterable[Document], now: datetime) -> Iterator[datetime]:
    starts = {period.starts for document in documents for period in document.periods if period.starts}
    yield from sorted({now, *(start for start in starts if start > now)})


def _period_at(periods: Sequence[Period], moment: datetime) -> Period | None:
    started = [period for period in periods if period.starts is None or period.starts <= moment]
    return started[-1] if started else None


def _problem(difference: Difference) -> Problem:
    params = {"fact": difference.key, "channel": difference.channel, "what": difference.what}
    sources = frozenset({f"fact:{difference.key}"})
    return Problem("parity", ("fact", difference.key), difference.locale, difference.channel, sources, params)
