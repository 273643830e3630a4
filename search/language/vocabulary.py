"""Right words of a language, whether or not our texts have them: what somebody meant to write, so no typing error."""

from __future__ import annotations

import re
from functools import cache

from languages.registry import lines_of, questions_of

WORD = re.compile(r"[a-z]{3,}")


@cache
def right_words(code: str) -> frozenset[str]:
    """Of its lists, and what people say in questions; folded."""
    lists = (
        word for name in ("general_words", "common_words") for line in lines_of(code, name) for word in line.split()
    )
    return frozenset(lists) | _asked_words(code)


def _asked_words(code: str) -> frozenset[str]:
    questions = questions_of(code)
    days = questions.days
    said = [name.said.pattern for name in days.named] + [*days.months, *days.relative, *questions.around]
    return frozenset(word for text in said for word in WORD.findall(text))
