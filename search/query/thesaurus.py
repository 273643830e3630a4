"""Words that mean the same wherever a language is spoken, from its folder; the Dutch list tells the form of a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import permutations

from languages.registry import lines_of
from search.query.rules import Synonym


@cache
def thesaurus(code: str) -> tuple[Synonym, ...]:
    """Empty for a language without a list."""
    return tuple(synonym for line in lines_of(code, "thesaurus") for synonym in _synonyms(line))


def _synonyms(line: str) -> Iterator[Synonym]:
    said, one_way, meant = line.partition(" > ")
    if one_way:
        yield Synonym(said, tuple(meant.split(", ")))
    else:
        yield from (Synonym(one, (other,)) for one, other in permutations(line.split(" = "), 2))
