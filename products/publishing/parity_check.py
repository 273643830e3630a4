"""The proof, inside every publish, that what changes tells the same in every channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

import orjson

from releases.compiling.documents import Document
from releases.core.problems import Problem
from releases.parity.comparison import Agreement, Difference, check_document


def parity_problems(documents: Sequence[Document], now: datetime) -> list[Problem]:
    """Checked at `now` and at each later moment at which one of the documents changes."""
    problems: dict[tuple[str, str, str], Problem] = {}
    for difference in _differences(documents, _moments(documents, now)):
        problems.setdefault((difference.key, difference.channel, difference.what), _problem(difference))
    return list(problems.values())


def _differences(documents: Iterable[Document], moments: Sequence[datetime]) -> Iterator[Difference]:
    """Each period is read once, from its bytes, and not kept."""
    agreements = {moment: Agreement() for moment in moments}
    for document in documents:
        for period, shown in groupby(moments, document.period_at):
            if period:
                told = orjson.loads(period.body)
                yield from check_document(told)
                for moment in shown:
                    yield from agreements[moment].broken_by(told)


def _moments(documents: Iterable[Document], now: datetime) -> list[datetime]:
    starts = {period.starts for document in documents for period in document.periods if period.starts}
    return sorted({now, *(start for start in starts if start > now)})


def _problem(difference: Difference) -> Problem:
    params = {"fact": difference.key, "channel": difference.channel, "what": difference.what}
    sources = frozenset({f"fact:{difference.key}"})
    return Problem("parity", ("fact", difference.key), difference.locale, difference.channel, sources, params)
