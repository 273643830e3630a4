"""Matches of a question with synonyms and best bets: those of the language, and those of editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from languages.analysis import Analysis
from languages.registry import analysis_of
from search.language.normalisation import composed, words
from search.query.rules import BestBet, Rules, Synonym
from search.query.thesaurus import thesaurus

Phrase = tuple[str, ...]


class Pair(NamedTuple):
    """Who says `said` also means `meant`, both in stems; `text` is how that is written."""

    said: Phrase
    meant: Phrase
    text: str


# By the first stem of what is said.
Pairs = Mapping[str, list[Pair]]


class Meant(NamedTuple):
    """The words at `places` of the question mean `phrase`, in stems; `text` is how that is written."""

    places: range
    phrase: Phrase
    by_editors: bool
    text: str


def meant_by(rules: Rules, language: Analysis, stems: Sequence[str]) -> list[Meant]:
    """All that synonyms say of a question of these `stems`, its empty words included."""
    asked = tuple(stems)
    return [
        Meant(range(start, start + len(pair.said)), pair.meant, number == 0, pair.text)
        for number, pairs in enumerate(_lists(rules, language))
        for start, stem in enumerate(asked)
        for pair in pairs.get(stem, ())
        if asked[start : start + len(pair.said)] == pair.said
    ]


def in_rules(rules: Rules, language: Analysis, stem: str) -> bool:
    """Whether some synonym or best bet has the word, so that it is no typing error."""
    code = language.code
    return any(stem in _said_in(synonyms, code) for synonyms in (rules.synonyms, thesaurus(code))) or any(
        stem in phrase for phrase in _by_phrase(rules.best_bets, code)
    )


def best_bets(rules: Rules, language: Analysis, stems: Sequence[str], asking: Sequence[str]) -> tuple[str, ...]:
    """The addresses for a question that has just these stems, or these and others that only ask for a fact."""
    bets = _by_phrase(rules.best_bets, language.code)
    subject = tuple(stem for stem in stems if stem not in asking)
    found = (*bets.get(tuple(stems), ()), *bets.get(subject, ()))
    return tuple(address for address in dict.fromkeys(found) if address not in rules.hidden)


def phrase_of(text: str, language: Analysis) -> Phrase:
    """The stems of a text without its empty words, unless it has no others."""
    said = [part for word in words(composed(text)) for part in word.singles]
    full = [word for word in said if word not in language.empty] or said
    return tuple(language.stem(word) for word in full)


def apart(text: str) -> str:
    return " ".join(part for word in words(composed(text)) for part in word.singles)


def together(text: str) -> str:
    return " ".join(word.whole for word in words(composed(text)))


def stems_of(text: str, language: Analysis) -> Phrase:
    return tuple(language.stem(word.whole) for word in words(composed(text)))


def _lists(rules: Rules, language: Analysis) -> Iterator[Pairs]:
    """Those of editors, and those of the language."""
    for synonyms in (rules.synonyms, thesaurus(language.code)):
        yield _by_first_stem(synonyms, language.code)


@lru_cache(maxsize=32)
def _by_first_stem(synonyms: tuple[Synonym, ...], code: str) -> Pairs:
    found: dict[str, list[Pair]] = {}
    for pair in _pairs(synonyms, analysis_of(code)):
        found.setdefault(pair.said[0], []).append(pair)
    return found


@lru_cache(maxsize=32)
def _said_in(synonyms: tuple[Synonym, ...], code: str) -> frozenset[str]:
    pairs = _by_first_stem(synonyms, code).values()
    return frozenset(stem for found in pairs for pair in found for stem in pair.said)


@lru_cache(maxsize=32)
def _by_phrase(bets: tuple[BestBet, ...], code: str) -> Mapping[Phrase, tuple[str, ...]]:
    found: dict[Phrase, tuple[str, ...]] = {}
    language = analysis_of(code)
    for bet in bets:
        asked = (form(question) for question in bet.questions for form in (apart, together))
        for phrase in {phrase_of(question, language) for question in asked}:
            found[phrase] = (*found.get(phrase, ()), *bet.addresses)
    return found


def _pairs(synonyms: tuple[Synonym, ...], language: Analysis) -> Iterator[Pair]:
    for synonym in synonyms:
        for text in synonym.means:
            yield from _one_way(synonym.words, text, language)
            if synonym.both_ways:
                yield from _one_way(text, synonym.words, language)


def _one_way(words: str, text: str, language: Analysis) -> Iterator[Pair]:
    """Words that a mark joins are said together and apart: id-kaart, id kaart."""
    meant = phrase_of(text, language)
    for said in {stems_of(words, language), stems_of(apart(words), language)}:
        if said and meant and said != meant:
            yield Pair(said, meant, text)
