"""The search analysis of one language: what brings the forms of a word together, and what a question may be about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import tantivy

Sounds = tuple[tuple[re.Pattern[str], str], ...]


class Ask(NamedTuple):
    """A kind of fact that a question can be about: what gives it away, and the words that say nothing else."""

    kind: str
    trigger: re.Pattern[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Compounds:
    """How a language writes several words as one.

    `linked`: the forms that a word has before another one. `pieces` look like words and make nonsense of others.
    """

    linked: Callable[[str], Iterable[str]]
    pieces: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Persons:
    """What gives away that a search may be about a person; `shorter`: a word without the ending of a diminutive."""

    streets: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()
    shorter: Callable[[str], str | None] = lambda word: None


@dataclass(frozen=True)
class Analysis:
    """`stem` gives all forms of a word the same text, which need not be a word itself. `empty` words say nothing of
    what is looked for. `audiences`: what people call them. `sounds`: what is written differently and said the same,
    in order.
    """

    code: str
    stem: Callable[[str], str] = str
    empty: frozenset[str] = frozenset()
    asks: tuple[Ask, ...] = ()
    audiences: Mapping[str, str] = field(default_factory=dict)
    compounds: Compounds | None = None
    sounds: Sounds = ()
    persons: Persons = Persons()

    def question(self, words: Sequence[str]) -> Ask | None:
        """The kind of fact that is asked for, if any."""
        said = " ".join(words)
        return next((ask for ask in self.asks if ask.trigger.search(said)), None)


def asks(*rows: tuple[str, str, str]) -> tuple[Ask, ...]:
    """Rows of kind, trigger and words."""
    return tuple(Ask(kind, re.compile(trigger), frozenset(words.split())) for kind, trigger, words in rows)


def sounds(*rows: tuple[str, str]) -> Sounds:
    """Rows of a pattern and how it sounds."""
    return tuple((re.compile(pattern), sound) for pattern, sound in rows)


def snowball(name: str) -> Callable[[str], str]:
    """The stemmer of that name from the Snowball project."""
    tokenizer = tantivy.Tokenizer.whitespace()
    analyzer = tantivy.TextAnalyzerBuilder(tokenizer).filter(tantivy.Filter.stemmer(name)).build()
    return lambda word: " ".join(analyzer.analyze(word)) or word
