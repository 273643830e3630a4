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
        return frozenset(language.stem(word) for language in self.languages for word in self.spelling.words)

    def knows(self, word: str) -> bool:
        """Whether some entry has a form of the word, or the word asks for a kind of fact."""
        if word in self.language.empty or any(word in ask.words for ask in self.language.asks):
            return True
        return any(language.stem(word) in self.stems for language in self.languages)

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
