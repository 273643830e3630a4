"""The words of one index, as a question in one or more languages meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from math import log1p
from typing import NamedTuple

from languages.analysis import Analysis
from languages.registry import SOURCE_LOCALE, analysis_of
from search.language.compounds import Dictionary
from search.language.dictionaries import Dictionaries
from search.language.normalisation import LONGEST_REMEMBERED, Word, composed, tokens_in, word_of
from search.language.spelling import Guess, Spelling
from search.language.vocabulary import right_words

REMEMBERED = 100_000


class Compound(NamedTuple):
    """A word that two others are a `share` of."""

    word: str
    stem: str
    share: float = 1.0


@dataclass(frozen=True)
class Lexicon:
    """`languages`: that of the question first, then those of texts that stand in for a translation.

    `dictionaries` are those of the ones that make compounds; or else the first language has an empty one.
    """

    languages: tuple[Analysis, ...] = (analysis_of(SOURCE_LOCALE),)
    spelling: Spelling = field(default_factory=lambda: Spelling({}))
    dictionaries: tuple[Dictionary, ...] = (Dictionary(),)
    _stems: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def language(self) -> Analysis:
        return self.languages[0]

    @cached_property
    def _made_of(self) -> dict[frozenset[str], list[Compound]]:
        """The compounds by any two of the stems that they are made of."""
        found: dict[frozenset[str], list[Compound]] = {}
        for word, dictionary in product(self.spelling.words, self.dictionaries):
            stems = list(map(dictionary.stem, dictionary.smallest(word)))
            for pair in combinations(stems, 2):
                found.setdefault(frozenset(pair), []).append(Compound(word, dictionary.stem(word), 2 / len(stems)))
        return found

    @cached_property
    def _counts(self) -> dict[str, int]:
        """In about how many entries each stem stands."""
        found: dict[str, int] = {}
        for word, count in self.spelling.words.items():
            stem = self.language.stem(word)
            found[stem] = found.get(stem, 0) + count
        return found

    def count(self, stem: str) -> int:
        """In about how many entries it stands."""
        return self._counts.get(stem, 0)

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

    def is_compound(self, word: str) -> bool:
        return any(dictionary.parts(word) for dictionary in self.dictionaries)

    def compounds_of(self, one: str, other: str) -> list[Compound]:
        """The words that two stems make, in either order: belasting and toerist are all of toeristenbelasting."""
        return self._made_of.get(frozenset({one, other}), [])

    def stems_of(self, token: str, language: Analysis) -> frozenset[str]:
        """Of a word as it is written, and of the words that it is made of."""
        known = self._stems.setdefault(language.code, {})
        found = known.get(token)
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            found = frozenset(self._stems_of(word_of(token), language))
            if len(token) <= LONGEST_REMEMBERED:
                known[token] = found
        return found

    def stems_in(self, text: str, language: Analysis) -> frozenset[str]:
        found: set[str] = set()
        for token in tokens_in(composed(text)):
            found |= self.stems_of(token, language)
        return frozenset(found)

    def _stems_of(self, word: Word, language: Analysis) -> Iterator[str]:
        for single in (word.whole, *word.parts):
            yield language.stem(single)
            for dictionary in self.dictionaries:
                if dictionary.language.code == language.code:
                    yield from map(language.stem, dictionary.parts(single))

    def guesses(self, word: str) -> tuple[Guess, ...]:
        """What an unknown word may have been meant as; a right word of the language is meant as it is."""
        return () if self.knows(word) or word in right_words(self.language.code) else self.spelling.guesses(word)


def lexicon_of(codes: Sequence[str], words: Mapping[str, int], kept: frozenset[str]) -> Lexicon:
    """`kept` is the dictionary of an index. Words sound as they do in any of the languages, the last one first."""
    languages, dictionaries = tuple(map(analysis_of, codes)), Dictionaries(kept)
    making = [language for language in languages if language.compounds] or languages[:1]
    sounds = tuple(sound for language in reversed(languages) for sound in language.sounds)
    return Lexicon(languages, Spelling(words, sounds), tuple(map(dictionaries.of, making)))
