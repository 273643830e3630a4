"""Two rankings of one question side by side, and how each result moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.explain import Result, Trial

Move = Literal["same", "up", "down", "new", "gone"]


@dataclass(frozen=True)
class RankRow:
    """`place` counts from 1; `other` is its place in the other ranking, None when it is not there."""

    place: int
    result: Result
    move: Move = "same"
    other: int | None = None


def alone(trial: Trial) -> list[RankRow]:
    return [RankRow(place, result) for place, result in enumerate(trial.results, 1)]


def compared(before: Trial, after: Trial) -> tuple[list[RankRow], list[RankRow]]:
    """In the ranking before only what is gone is marked; in the one after, every move."""
    old = [_row(row, after, "gone") for row in alone(before)]
    new = [_row(row, before, "new") for row in alone(after)]
    return [row if row.move == "gone" else RankRow(row.place, row.result, "same", row.other) for row in old], new


def _row(row: RankRow, theirs: Trial, missing: Move) -> RankRow:
    if row.result.address not in theirs.ranked:
        return RankRow(row.place, row.result, missing)
    other = theirs.ranked.index(row.result.address) + 1
    moves: dict[int, Move] = {-1: "up", 0: "same", 1: "down"}
    return RankRow(row.place, row.result, moves[(row.place > other) - (row.place < other)], other)
