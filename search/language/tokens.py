"""Tokens that both engines store and compare as they are: stems, and parts of compounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.language.compounds import Dictionary
from search.language.normalisation import Word, composed, tokens_in, word_of

# Told apart from a whole word, so that it can count for less.
PART_MARK, NAME_JOINT = "~", "_"


def part_token(stem: str) -> str:
    return PART_MARK + stem


def either(stem: str) -> tuple[str, str]:
    """As a word of its own, or for less as a part of one."""
    return stem, part_token(stem)


def name_token(stems: Iterable[str]) -> str:
    """One token for a whole name, in whatever order its words are said."""
    return NAME_JOINT.join(sorted(stems))


class Tokens:
    """Makes tokens of texts in one language with its dictionary; each word is worked out once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._made: dict[str, str] = {}

    def of(self, text: str) -> str:
        return " ".join(map(self._of, tokens_in(composed(text))))

    def _of(self, token: str) -> str:
        made = self._made.get(token)
        if made is None:
            made = self._made[token] = " ".join(self._make(word_of(token)))
        return made

    def _make(self, word: Word) -> Iterator[str]:
        stem = self._dictionary.stem
        yield from (stem(each) for each in (word.whole, *word.parts))
        parts = (part for each in word.singles for part in self._dictionary.parts(each))
        yield from (part_token(stem(part)) for part in dict.fromkeys(parts))
