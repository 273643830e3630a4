"""Half-open intervals of time: from a start up to but not including an end; None leaves that side open.

Starts and ends are days, instants, or whatever else has an order. They come in two shapes: dated rows, each with two
bounds, which may overlap or leave a gap; and runs, (start, content) in order, which each last until the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, chain, combinations
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

Point = TypeVar("Point", bound=Any)
Content = TypeVar("Content")
Bounds = tuple[Point | None, Point | None]
Run = tuple[Point | None, Content]


class Started(Protocol):
    @property
    def valid_from(self) -> date | None: ...


class Dated(Started, Protocol):
    @property
    def valid_until(self) -> date | None: ...


StartedRow = TypeVar("StartedRow", bound=Started)
DatedRow = TypeVar("DatedRow", bound=Dated)


class Span(NamedTuple, Generic[Point, Content]):
    """What holds from `starts` until `until`."""

    starts: Point | None
    until: Point | None
    content: Content


def contains(bounds: Bounds[Point], point: Point) -> bool:
    starts, ends = bounds
    return (starts is None or starts <= point) and (ends is None or point < ends)


def is_empty(bounds: Bounds[Point]) -> bool:
    """Whether it contains nothing: its end is not after its start."""
    starts, ends = bounds
    return starts is not None and ends is not None and ends <= starts


def meet(one: Bounds[Point], other: Bounds[Point]) -> bool:
    """Whether something lies in both."""
    starts = (bounds[0] for bounds in (one, other) if bounds[0] is not None)
    ends = (bounds[1] for bounds in (one, other) if bounds[1] is not None)
    return not is_empty((max(starts, default=None), min(ends, default=None)))


def end_after(last: date) -> date | None:
    """The end of what is still so on `last`."""
    return None if last == date.max else last + timedelta(days=1)


def bounds_of(row: Dated) -> Bounds[date]:
    return row.valid_from, row.valid_until


def in_order(rows: Iterable[StartedRow]) -> list[StartedRow]:
    """By their first day; what has always been so comes first."""
    return sorted(rows, key=_first_day)


def on_day(rows: Iterable[DatedRow], day: date) -> DatedRow | None:
    """The one that is true on `day`; of several the first."""
    return next((row for row in rows if contains(bounds_of(row), day)), None)


def next_after(rows: Iterable[StartedRow], day: date) -> StartedRow | None:
    """The first in time of those that start after `day`."""
    return next((row for row in in_order(rows) if _first_day(row) > day), None)


def overlaps(rows: Iterable[DatedRow]) -> list[tuple[DatedRow, DatedRow]]:
    """Pairs, in order of time, that are both true on some day."""
    return [(one, other) for one, other in combinations(in_order(rows), 2) if meet(bounds_of(one), bounds_of(other))]


def gaps(rows: Iterable[Dated]) -> list[tuple[date, date]]:
    """From which day until which, after the first of them, none is true; until `date.max` when that is for good."""
    ordered = in_order(rows)
    reached = accumulate((row.valid_until or date.max for row in ordered), max)
    following = chain(map(_first_day, ordered[1:]), [date.max])
    return [(end, start) for end, start in zip(reached, following, strict=False) if end < start]


def spans(runs: Sequence[Run[Point, Content]]) -> Iterator[Span[Point, Content]]:
    """Each run with the start of the next, if there is one."""
    following = chain((start for start, _ in runs[1:]), [None])
    for (start, content), until in zip(runs, following, strict=False):
        yield Span(start, until, content)


def at_instant(runs: Sequence[Run[Point, Content]], instant: Point) -> Span[Point, Content] | None:
    """The one that holds at `instant`; None before the first."""
    until = None
    for start, content in reversed(runs):
        if start is None or start <= instant:
            return Span(start, until, content)
        until = start
    return None


def _first_day(row: Started) -> date:
    return row.valid_from or date.min
