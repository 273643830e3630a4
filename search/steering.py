"""Where a question has the words of a synonym or of a best bet that editors made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search.languages import Language, language_of
from search.rules import Rules
from search.words import Word, composed, words

Phrase = tuple[str, ...]


class Meant(NamedTuple):
    """The words from `start` until `end` mean `phrase`, in stems; `text` is how editors wrote it."""

    start: int
    end: int
    phrase: Phrase
    text: str


class Pair(NamedTuple):
    """Who says `said` also means `meant`."""

    said: Phrase
    meant: Phrase
    text: str


@dataclass(frozen=True)
class Steering:
    """The rules in stems of one language: `pairs` by the first stem, and `listens` to these stems."""

    pairs: Mapping[str, tuple[Pair, ...]]
    bets: Mapping[Phrase, tuple[str, ...]]
    listens: frozenset[str]


def meant_by(rules: Rules, language: Language, stems: Sequence[str]) -> list[Meant]:
    """All that the synonyms say of a question of these `stems`."""
    asked, pairs = tuple(stems), steering_of(rules, language.code).pairs
    return [
        Meant(start, start + len(pair.said), pair.meant, pair.text)
        for start, stem in enumerate(asked)
        for pair in pairs.get(stem, ())
        if asked[start : start + len(pair.said)] == pair.said
    ]


def best_bets(rules: Rules, language: Language, stems: Sequence[str], asking: Sequence[str]) -> tuple[str, ...]:
    """The addresses for a question that has just these stems, or these and others that only ask for a fact."""
    bets = steering_of(rules, language.code).bets
    subject = tuple(stem for stem in stems if stem not in asking)
    found = (*bets.get(tuple(stems), ()), *bets.get(subject, ()))
    return tuple(address for address in dict.fromkeys(found) if address not in rules.hidden)


def listens_to(rules: Rules, language: Language, stem: str) -> bool:
    """Whether a rule is about this word: then it is no typing error, also when no text has it."""
    return stem in steering_of(rules, language.code).listens


def phrase_of(text: str, language: Language) -> Phrase:
    """The stems of a text without its empty words, unless it has no others."""
    return _phrase((part for word in words(composed(text)) for part in word.singles), language)


@lru_cache(maxsize=64)
def steering_of(rules: Rules, code: str) -> Steering:
    language = language_of(code)
    pairs: dict[str, list[Pair]] = {}
    for pair in _pairs(rules, language):
        pairs.setdefault(pair.said[0], []).append(pair)
    bets: dict[Phrase, tuple[str, ...]] = {}
    for bet in rules.best_bets:
        for phrase in (phrase for question in bet.questions for phrase in _phrases(question, language)):
            bets[phrase] = (*bets.get(phrase, ()), *bet.addresses)
    said = (pair.said for found in pairs.values() for pair in found)
    listens = frozenset(stem for phrase in (*said, *bets) for stem in phrase)
    return Steering({stem: tuple(found) for stem, found in pairs.items()}, bets, listens)


def _pairs(rules: Rules, language: Language) -> Iterator[Pair]:
    for synonym in rules.synonyms:
        for text in synonym.means:
            yield from _one_way(synonym.words, text, language)
            if synonym.both_ways:
                yield from _one_way(text, synonym.words, language)


def _one_way(words: str, text: str, language: Language) -> Iterator[Pair]:
    if meant := phrase_of(text, language):
        yield from (Pair(said, meant, text) for said in _phrases(words, language))


def _phrases(text: str, language: Language) -> set[Phrase]:
    """Words that a mark joins are asked apart and together: id kaart, id-kaart."""
    found: list[Word] = words(composed(text))
    whole = _phrase((word.whole for word in found), language)
    return {whole, phrase_of(text, language)} - {()}


def _phrase(said: Iterator[str], language: Language) -> Phrase:
    everything = list(said)
    full = [word for word in everything if word not in language.empty] or everything
    return tuple(language.stem(word) for word in full)
