"""The questions that may have so many results at most: how many an engine keeps within that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from products.sample.files import Fixture
from tests.relevance.judged import is_held_out

TOTALS = Path(__file__).parent / "totals"
# Of all questions, and of the few that are held out.
FLOOR, HELD_OUT_FLOOR = 0.60, 0.45

Total = Callable[[str, str], int]
"""How many results a question has in a locale."""


@dataclass(frozen=True, slots=True)
class BoundedQuestion:
    text: str
    locale: str
    most: int

    @property
    def held_out(self) -> bool:
        return is_held_out(self.locale, self.text)


def bounded_questions(folder: Path = TOTALS) -> Iterator[BoundedQuestion]:
    files = Fixture(folder)
    for path in sorted(folder.glob("*.yaml")):
        for text, most in files.read(path.stem).items():
            yield BoundedQuestion(text, path.stem, most)


def shares_within(total: Total) -> tuple[float, float]:
    """Of all questions, and of those that are held out."""
    within = [(each.held_out, total(each.text, each.locale) <= each.most) for each in bounded_questions()]
    return fmean(kept for _, kept in within), fmean(kept for held_out, kept in within if held_out)
