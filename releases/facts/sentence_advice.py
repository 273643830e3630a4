"""Advice on sentences that tell facts by reference: a unit or a direction lacks or is told twice, or it may be free."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from languages.registry import wording_of
from languages.wording import SentenceWording, Wording
from releases.core.intervals import on_day
from releases.facts.full_forms import predicate_forms
from releases.facts.kinds import kind_of
from releases.facts.values import Fact, Value
from releases.facts.wording import pick
from releases.texts.markup import MarkupError
from releases.texts.parsed import HOLE, text_of
from releases.texts.references import Aspect, Reference

Code = Literal["lacksUnit", "lacksDirection", "mayBeFree", "toldTwice"]
Facts = Mapping[str, Fact]
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
WHOLE = ("full", "predicate")
LIMITS = ("within", "atMost", "before")


class PlacedReference(NamedTuple):
    """A reference and the rest of its sentence; `beside` has the other references there."""

    reference: Reference
    before: str
    after: str
    beside: tuple[Reference, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.before} {self.after}"

    @property
    def near(self) -> str:
        """The words up to the references on both sides."""
        return f"{self.before.split(HOLE)[-1]} {self.after.split(HOLE)[0]}"


class SentenceAdvice(NamedTuple):
    """`better` is the aspect that says it right, and `text` what that says; None where other words are needed."""

    code: Code
    reference: Reference
    better: Aspect | None = None
    text: str = ""


class _Parts(NamedTuple):
    """The words around a value when it is told whole: "binnen", "6 weken", "na uw aanvraag"."""

    before: str
    value: str
    after: str
    full: str
    predicate: str


def sentence_advice(markup: str, facts: Facts, locale: str, day: date) -> Iterator[SentenceAdvice]:
    """One at most for each reference; a text that cannot be shown is no matter of advice."""
    for placed in placed_references(markup):
        fact = facts.get(placed.reference.key)
        if fact is not None and fact.values:
            yield from _advice(placed, fact, facts, locale, day)


def placed_references(markup: str) -> Iterator[PlacedReference]:
    try:
        text = text_of(markup)
    except MarkupError:
        return
    coming = iter(text.references)
    for sentence in SENTENCE_END.split(HOLE.join(text.plain)):
        pieces = sentence.split(HOLE)
        there = tuple(next(coming) for _ in pieces[1:])
        for at, reference in enumerate(there, 1):
            beside = (*there[: at - 1], *there[at:])
            yield PlacedReference(reference, HOLE.join(pieces[:at]), HOLE.join(pieces[at:]), beside)


def _advice(placed: PlacedReference, fact: Fact, facts: Facts, locale: str, day: date) -> Iterator[SentenceAdvice]:
    parts, aspect = _parts(fact, (on_day(fact.values, day) or fact.values[-1]).value, locale), placed.reference.aspect
    if aspect in WHOLE:
        if _tells_twice(placed, parts, wording_of(locale).sentence):
            yield SentenceAdvice("toldTwice", placed.reference, "value", parts.value)
    elif aspect in ("value", "next") and (code := _lack(placed, fact, parts, facts, locale)):
        if aspect == "next":
            yield SentenceAdvice(code, placed.reference)
        elif _stands_after_costs(placed, locale) and code == "mayBeFree":
            yield SentenceAdvice(code, placed.reference, "predicate", parts.predicate)
        else:
            yield SentenceAdvice(code, placed.reference, "full", parts.full)


def _lack(placed: PlacedReference, fact: Fact, parts: _Parts, facts: Facts, locale: str) -> Code | None:
    kind, words = kind_of(fact), wording_of(locale).sentence
    free = [kind.is_free(dated.value) for dated in fact.values]
    repeats_unit = bool(parts.after) and _has(rf"^ (?:{words.each})\b", placed.after)
    if any(free) and (repeats_unit or _stands_after_costs(placed, locale)):
        return "mayBeFree"
    if kind.table == "tariffs" and not all(free) and not _says_unit(placed, parts.after, facts, locale):
        return "lacksUnit"
    if kind.table == "terms" and not _says_direction(placed, parts.before, wording_of(locale)):
        return "lacksDirection"
    return None


def _parts(fact: Fact, value: Value, locale: str) -> _Parts:
    """Without the condition, since the sentence says when it holds."""
    kind = kind_of(fact)
    shown = kind.forms(value, locale, fact.label)
    before, _, after = kind.measured(value, locale, shown).text.partition(shown.text)
    before, after = before.strip(), pick(fact.per, locale) or after.strip()
    full = shown.text if kind.is_free(value) else " ".join(filter(None, (before, shown.text, after)))
    predicate = predicate_forms(fact, value, locale)
    return _Parts(before, shown.text, after, full, predicate.text if predicate else "")


def _stands_after_costs(placed: PlacedReference, locale: str) -> bool:
    """Also with one word between: "kost u"."""
    return _has(rf"\b(?:{wording_of(locale).sentence.costs})(?: \w+)? $", placed.before)


def _says_unit(placed: PlacedReference, unit: str, facts: Facts, locale: str) -> bool:
    """By each of its nouns somewhere in the sentence, or by another reference that tells it."""
    whole = (facts.get(key) for key, aspect in placed.beside if aspect in WHOLE)
    if any(unit == pick(fact.per, locale) for fact in whole if fact):
        return True
    each = wording_of(locale).sentence.each
    nouns = (noun for noun in unit.split() if not _has(rf"^(?:{each})$", noun))
    return all(_has(rf"\b{re.escape(noun)}", placed.words) for noun in nouns)


def _says_direction(placed: PlacedReference, lead: str, words: Wording) -> bool:
    """Whether a limit is told as one, and what may not be earlier as that; nothing else needs a word."""
    if lead in {_lead(words, bound) for bound in LIMITS}:
        return _has(rf"\b(?:{words.sentence.limit})\b", placed.near)
    return lead != _lead(words, "earliest") or _has(rf"\b(?:{words.sentence.earliest})\b", placed.near)


def _lead(words: Wording, bound: str) -> str:
    return words.bounds[bound].partition("{term}")[0].strip()


def _tells_twice(placed: PlacedReference, parts: _Parts, words: SentenceWording) -> bool:
    """Whether the sentence says itself what the reference tells around its value."""
    told = parts.full if placed.reference.aspect == "full" else parts.predicate
    before, after = [_first(told)], [_first(parts.after), words.each]
    if placed.reference.aspect == "predicate":
        before.append(words.costs)
    if parts.before:
        before += [words.limit, words.earliest]
    return _has(rf"\b(?:{_any(before)}) $", placed.before) or _has(rf"^ (?:{_any(after)})\b", placed.after)


def _first(text: str) -> str:
    return re.escape(text.split()[0]) if text else ""


def _any(patterns: Iterable[str]) -> str:
    return "|".join(filter(None, patterns))


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
