"""The words of one index, as a question in one or more languages meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import log1p

from search.language.compounds import Dictionary
from search.language.languages import Language, language_of
from search.language.normalisation import Word, composed, tokens_in, word_of
from search.language.spelling import Guess, Spelling

REMEMBERED = 100_000


@dataclass(frozen=True)
class Lexicon:
    """`languages`: that of the question first, then those of texts that stand in for a translation."""

    languages: tuple[Language, ...] = (language_of("nl"),)
    spelling: Spelling = field(default_factory=lambda: Spelling({}))
    dictionary: Dictionary = field(default_factory=Dictionary)
    _stems: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def language(self) -> Language:
        return self.languages[0]

    @cached_property
    def _made_of(self) -> dict[frozenset[str], list[tuple[str, float]]]:
        """The compounds by any two of the stems that they are made of, and the share that these two are of it."""
        found: dict[frozenset[str], list[tuple[str, float]]] = {}
        for word in self.spelling.words:
            parts = self.smallest_parts(word)
            for pair in combinations(parts, 2):
                found.setdefault(frozenset(pair), []).append((word, 2 / len(parts)))
        return found

    @cached_property
    def _counts(self) -> dict[str, int]:
        """In about how many entries each stem stands."""
        found: dict[str, int] = {}
        for word, count in self.spelling.words.items():
            stem = self.language.stem(word)
            found[stem] = found.get(stem, 0) + count
        return found

    def rarity(self, word: str) -> float:
        """From 1 for a word that no entry has, down to almost 0 for one that every entry has."""
        count = min(self._counts.get(self.language.stem(word), 0), self._entries)
        return log1p(self._entries / (count + 1)) / log1p(self._entries)

    @cached_property
    def _entries(self) -> int:
        """About how many entries there are: some words are in nearly all of them."""
        return max(self.spelling.words.values(), default=1)

    def knows(self, word: str) -> bool:
        """Whether some entry has the word or a form of it, or it asks for a kind of fact."""
        if word in self.language.empty or any(word in ask.words for ask in self.language.asks):
            return True
        return word in self.spelling.words or self.language.stem(word) in self._counts

    def smallest_parts(self, word: str) -> list[str]:
        """The stems of the words that a compound is made of and that are no compounds themselves."""
        parts = self.dictionary.parts(word)
        return [self.dictionary.stem(part) for part in parts if not self.dictionary.parts(part)]

    def compounds_of(self, one: str, other: str) -> list[tuple[str, float]]:
        """The words that two stems make, in either order, each with the share of it that they are: belasting and
        toerist are all of toeristenbelasting."""
        return self._made_of.get(frozenset({one, other}), [])

    def stems_of(self, token: str, language: Language) -> frozenset[str]:
        """Of a word as it is written, and of the words that it is made of."""
        known = self._stems.setdefault(language.code, {})
        found = known.get(token)
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            found = known[token] = frozenset(self._stems_of(word_of(token), language))
        return found

    def stems_in(self, text: str, language: Language) -> frozenset[str]:
        found: set[str] = set()
        for token in tokens_in(composed(text)):
            found |= self.stems_of(token, language)
        return frozenset(found)

    def _stems_of(self, word: Word, language: Language) -> Iterator[str]:
        for single in (word.whole, *word.parts):
            yield language.stem(single)
            if language.compounds:
                yield from (language.stem(part) for part in self.dictionary.parts(single))

    def guesses(self, word: str) -> tuple[Guess, ...]:
        """What an unknown word may have been meant as."""
        return () if self.knows(word) else self.spelling.guesses(word)


def lexicon_of(codes: Sequence[str], words: Mapping[str, int], dictionary: frozenset[str]) -> Lexicon:
    return Lexicon(tuple(map(language_of, codes)), Spelling(words), dictionary_of(dictionary))


def dictionary_of(words: frozenset[str]) -> Dictionary:
    return Dictionary(words, language_of("nl").stem)
