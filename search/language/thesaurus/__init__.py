"""Words that mean the same wherever a language is spoken: a file for each; nl.txt tells the form of a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path

from search.rules import Synonym

FOLDER = Path(__file__).parent


@cache
def thesaurus(code: str) -> tuple[Synonym, ...]:
    """Empty for a language without a file."""
    path = FOLDER / f"{code}.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return tuple(synonym for line in lines if line and not line.startswith("#") for synonym in _synonyms(line))


def _synonyms(line: str) -> Iterator[Synonym]:
    said, one_way, meant = line.partition(" > ")
    if one_way:
        yield Synonym(said, tuple(meant.split(", ")))
    else:
        yield from (Synonym(one, (other,)) for one, other in permutations(line.split(" = "), 2))
