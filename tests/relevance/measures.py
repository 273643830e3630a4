"""Measures of a ranking, from 0 to 1, given the grades of its keys; plain functions.

nDCG as Burges et al. (2005) define it: gain 2^grade - 1, discount log2(rank + 1). A key without a grade has grade 0.
A right answer is a key with grade 2 or 3. Grades must not be empty; a ranking names a key once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2

Grades = Mapping[str, int]

RIGHT = 2


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """The gain of the first `depth` keys against that of the best order of all judged keys."""
    ideal = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return _discounted(grades.get(key, 0) for key in ranking[:depth]) / ideal


def reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """One divided by the rank of the first right answer; 0 without one."""
    return next((1 / rank for rank, key in enumerate(ranking, 1) if grades.get(key, 0) >= RIGHT), 0.0)


def success(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """1 when a right answer is among the first `depth` keys, else 0."""
    return float(any(grades.get(key, 0) >= RIGHT for key in ranking[:depth]))


def _discounted(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
