"""The proof, inside every publish, that what changes tells the same in every channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson

from releases.documents import Document, Period
from releases.parity import Difference, check_documents
from releases.problems import Problem


def parity_problems(documents: Sequence[Document], now: datetime) -> list[Problem]:
    """Checked at `now` and at each later moment at which one of the documents changes."""
    parsed: dict[str, Any] = {}
    problems: dict[tuple[str, str, str], Problem] = {}
    for moment in _moments(documents, now):
        current = [period for document in documents if (period := _period_at(document.periods, moment))]
        for period in current:
            if period.digest not in parsed:
                parsed[period.digest] = orjson.loads(period.body)
        for difference in check_documents(parsed[period.digest] for period in current):
            problems.setdefault((difference.key, difference.channel, difference.what), _problem(difference))
    return list(problems.values())


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
