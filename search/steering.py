"""Where a question has the words of a synonym or of a best bet that editors made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.languages import Language
from search.rules import Rules
from search.words import composed, words

Phrase = tuple[str, ...]


class Meant(NamedTuple):
    """The words from `start` until `end` mean `phrase`, in stems."""

    start: int
    end: int
    phrase: Phrase


def meant_by(rules: Rules, language: Language, stems: Sequence[str]) -> list[Meant]:
    """All that the synonyms say of a question of these `stems`."""
    asked = tuple(stems)
    return [
        Meant(start, start + len(said), meant)
        for said, meant in _pairs(rules, language)
        for start in range(len(asked) - len(said) + 1)
        if asked[start : start + len(said)] == said
    ]


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
    said = [part for word in words(composed(text)) for part in (word.parts or (word.whole,))]
    full = [word for word in said if word not in language.empty] or said
    return tuple(language.stem(word) for word in full)


def _pairs(rules: Rules, language: Language) -> Iterator[tuple[Phrase, Phrase]]:
    for synonym in rules.synonyms:
        said = phrase_of(synonym.words, language)
        for meant in (phrase_of(text, language) for text in synonym.means):
            if said and meant:
                yield said, meant
                if synonym.both_ways:
                    yield meant, said
