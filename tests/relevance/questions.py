"""The judged questions for a fact, and what a complete direct answer holds, from `questions/<locale>/<group>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from products.sample.files import Fixture
from tests.relevance.judged import is_held_out

QUESTIONS = Path(__file__).parent / "questions"
# A fact that may also be told has this behind its key.
MAY_BE_TOLD = "?"


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """`facts` must all be told, and nothing else but what `also` names; no facts means silence.

    `day`: the day for which opening hours are told, and `open` whether it is then, where that is asked.
    """

    text: str
    locale: str
    group: str
    facts: frozenset[str]
    also: frozenset[str] = frozenset()
    day: date | None = None
    open: bool | None = None

    @property
    def held_out(self) -> bool:
        return is_held_out(self.locale, self.text)


def judged_questions(folder: Path = QUESTIONS) -> tuple[JudgedQuestion, ...]:
    """Raises FixtureError when a file judges a question twice."""
    files = Fixture(folder)
    return tuple(
        _question(text, path, judgement)
        for path in sorted(folder.glob("*/*.yaml"))
        for text, judgement in files.read(f"{path.parent.name}/{path.stem}").items()
    )


def _question(text: str, path: Path, judgement: Sequence[str] | Mapping[str, Any]) -> JudgedQuestion:
    said = judgement if isinstance(judgement, Mapping) else {"facts": judgement}
    also = {key.removesuffix(MAY_BE_TOLD) for key in said["facts"] if key.endswith(MAY_BE_TOLD)}
    must = {key for key in said["facts"] if not key.endswith(MAY_BE_TOLD)}
    return JudgedQuestion(
        text, path.parent.name, path.stem, frozenset(must), frozenset(also), said.get("day"), said.get("open")
    )
