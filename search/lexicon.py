"""The words of one index, as a question in one or more languages meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from search.compounds import Dictionary
from search.languages import Language, language_of
from search.spelling import Guess, Spelling
from search.words import Word, composed, words


@dataclass(frozen=True)
class Lexicon:
    """`languages`: that of the question first, then those of texts that stand in for a translation."""

    languages: tuple[Language, ...] = (language_of("nl"),)
    spelling: Spelling = field(default_factory=lambda: Spelling({}))
    dictionary: Dictionary = field(default_factory=Dictionary)

    @property
    def language(self) -> Language:
        return self.languages[0]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(map(self.language.stem, self.spelling.words))

    @cached_property
    def _made_of(self) -> dict[frozenset[str], list[str]]:
        """The compounds by the stems of the words that they are made of."""
        found: dict[frozenset[str], list[str]] = {}
        for word in self.spelling.words:
            if parts := self.smallest_parts(word):
                found.setdefault(frozenset(parts), []).append(word)
        return found

    def knows(self, word: str) -> bool:
        """Whether some entry has the word or a form of it, or it asks for a kind of fact."""
        if word in self.language.empty or any(word in ask.words for ask in self.language.asks):
            return True
        return word in self.spelling.words or self.language.stem(word) in self.stems

    def smallest_parts(self, word: str) -> list[str]:
        """The stems of the words that a compound is made of and that are no compounds themselves."""
        parts = self.dictionary.parts(word)
        return [self.dictionary.stem(part) for part in parts if not self.dictionary.parts(part)]

    def compounds_of(self, one: str, other: str) -> list[str]:
        """The words that the two make, in either order: belasting and toerist make toeristenbelasting."""
        return self._made_of.get(frozenset({self.dictionary.stem(one), self.dictionary.stem(other)}), [])

    def stems_of(self, word: Word, language: Language) -> Iterator[str]:
        """Of the word itself, and of the words that it is made of."""
        for single in (word.whole, *word.parts):
            yield language.stem(single)
            if language.compounds:
                yield from (language.stem(part) for part in self.dictionary.parts(single))

    def stems_in(self, text: str, language: Language) -> set[str]:
        return {stem for word in words(composed(text)) for stem in self.stems_of(word, language)}

    def guesses(self, word: str) -> tuple[Guess, ...]:
        """What an unknown word may have been meant as."""
        return () if self.knows(word) else self.spelling.guesses(word)


def lexicon_of(codes: Sequence[str], words: Mapping[str, int], dictionary: frozenset[str]) -> Lexicon:
    return Lexicon(tuple(map(language_of, codes)), Spelling(words), dictionary_of(dictionary))


def dictionary_of(words: frozenset[str]) -> Dictionary:
    return Dictionary(words, language_of("nl").stem)
