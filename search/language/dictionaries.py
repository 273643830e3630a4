"""The words of one index that compounds are made of, apart for each language that makes them."""

from __future__ import annotations

from collections.abc import Iterable

from languages.analysis import Analysis
from languages.registry import SOURCE_LOCALE, analysis_of
from search.language.compounds import Dictionary

# Stands between a language and a word of it; a word of the source language stands alone.
BETWEEN = ":"


def kept_word(word: str, language: Analysis) -> str:
    """A word as an index keeps it in its dictionary."""
    return word if language.code == SOURCE_LOCALE else f"{language.code}{BETWEEN}{word}"


class Dictionaries:
    """`kept` is all that an index keeps; what one of them finds depends on nothing else."""

    def __init__(self, kept: frozenset[str] = frozenset()) -> None:
        self.kept = kept
        self._made: dict[str, Dictionary] = {}

    def of(self, language: Analysis) -> Dictionary:
        """Empty for a language that makes no compounds."""
        if language.code not in self._made:
            self._made[language.code] = Dictionary(self._words().get(language.code, frozenset()), language)
        return self._made[language.code]

    def grown(self, kept: Iterable[str]) -> Dictionaries:
        return Dictionaries(self.kept | frozenset(kept))

    def respelled(self, grown: Dictionaries) -> list[str]:
        """The words that `grown`, which has more, takes apart differently."""
        languages = map(analysis_of, grown._words())
        return [word for each in languages for word in self.of(each).respelled(grown.of(each))]

    def _words(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kept in self.kept:
            code, _, word = kept.rpartition(BETWEEN)
            found.setdefault(code or SOURCE_LOCALE, set()).add(word)
        return {code: frozenset(words) for code, words in found.items()}
