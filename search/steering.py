"""Where a question has the words of a synonym or of a best bet: those of the language, and those of editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.languages import Language, language_of
from search.rules import Rules, Synonym
from search.thesaurus import thesaurus
from search.words import composed, words

Phrase = tuple[str, ...]
# What is said and what that means, by the first stem of what is said.
Pairs = Mapping[str, list[tuple[Phrase, Phrase]]]


class Meant(NamedTuple):
    """The words at `places` of the question mean `phrase`, in stems."""

    places: range
    phrase: Phrase
    by_editors: bool


def meant_by(rules: Rules, language: Language, stems: Sequence[str]) -> list[Meant]:
    """All that synonyms say of a question of these `stems`, its empty words included."""
    asked = tuple(stems)
    return [
        Meant(range(start, start + len(said)), meant, number == 0)
        for number, pairs in enumerate(_lists(rules, language))
        for start, stem in enumerate(asked)
        for said, meant in pairs.get(stem, ())
        if asked[start : start + len(said)] == said
    ]


def in_synonym(rules: Rules, language: Language, stem: str) -> bool:
    """Whether some synonym has the word, so that it is no typing error."""
    return any(stem in _said_in(synonyms, language.code) for synonyms in (rules.synonyms, thesaurus(language.code)))


def best_bets(rules: Rules, language: Language, stems: Sequence[str], asking: Sequence[str]) -> tuple[str, ...]:
    """The addresses for a question that has just these stems, or these and others that only ask for a fact."""
    asked, subject = tuple(stems), tuple(stem for stem in stems if stem not in asking)
    found = (
        address
        for bet in rules.best_bets
        if any(phrase_of(question, language) in (asked, subject) for question in bet.questions)
        for address in bet.addresses
    )
    return tuple(address for address in dict.fromkeys(found) if address not in rules.hidden)


def phrase_of(text: str, language: Language) -> Phrase:
    """The stems of a text without its empty words, unless it has no others."""
    said = [part for word in words(composed(text)) for part in word.singles]
    full = [word for word in said if word not in language.empty] or said
    return tuple(language.stem(word) for word in full)


def stems_of(text: str, language: Language) -> Phrase:
    return tuple(language.stem(word.whole) for word in words(composed(text)))


def _lists(rules: Rules, language: Language) -> Iterator[Pairs]:
    """Those of editors, and those of the language."""
    for synonyms in (rules.synonyms, thesaurus(language.code)):
        yield _by_first_stem(synonyms, language.code)


@lru_cache(maxsize=32)
def _by_first_stem(synonyms: tuple[Synonym, ...], code: str) -> Pairs:
    found: dict[str, list[tuple[Phrase, Phrase]]] = {}
    for said, meant in _pairs(synonyms, language_of(code)):
        found.setdefault(said[0], []).append((said, meant))
    return found


@lru_cache(maxsize=32)
def _said_in(synonyms: tuple[Synonym, ...], code: str) -> frozenset[str]:
    pairs = _by_first_stem(synonyms, code).values()
    return frozenset(stem for found in pairs for said, _ in found for stem in said)


def _pairs(synonyms: tuple[Synonym, ...], language: Language) -> Iterator[tuple[Phrase, Phrase]]:
    for synonym in synonyms:
        said = stems_of(synonym.words, language)
        for meant in (phrase_of(text, language) for text in synonym.means):
            if said and meant and said != meant:
                yield said, meant
                if synonym.both_ways:
                    yield meant, said
