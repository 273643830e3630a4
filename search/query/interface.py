"""Interface that both engines fulfil, and nothing of either: the query and its hits.

An *index* has the documents of one channel in one locale, so what a caller may not read is not in it: neither its
words, nor its counts, nor its weight. An *entry* is one document in one validity period.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from releases.core.position import NOWHERE, Position
from search.query.rules import WEIGHTS

# Raised when the tokens that analysis makes or the fields of an index change: indexes of before are then made anew.
VERSION = 3
FIRST, LAST = -(2**62), 2**62
EXACT = "exact"


class EngineUnavailable(Exception):
    """The engine cannot answer or take over changes now; the message says why, never what was asked."""


class QueryRefused(EngineUnavailable):
    """The engine is well, and does not answer this very query: there is nothing wrong with it for others."""


class MatchReason(NamedTuple):
    """How an alternative comes from the word that was asked, for people.

    `kind`: word, joined, synonym, thesaurus, part, mistake, inside or unfinished; `said` is what it stands for, if not
    the word itself.
    """

    kind: str = "word"
    said: str = ""


@dataclass(frozen=True)
class Alternative:
    """All of `tokens` must be there; each is a token with others that do as well for less (`LESSER`).

    What is `common` stands in the running text of many.
    """

    tokens: tuple[tuple[str, ...], ...]
    weight: float = 1.0
    way: MatchReason = field(default=MatchReason(), compare=False)
    common: bool = False


@dataclass(frozen=True)
class Clause:
    """One word of a question: the best of its alternatives counts, in the best field.

    One that is `optional` adds to what the others find, and finds nothing by itself. One that is `common` does not
    carry what the question is about.
    """

    word: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0
    optional: bool = False
    common: bool = False


@dataclass(frozen=True)
class Query:
    """`at` in milliseconds. Of the clauses that are not optional, `needed` must be found. `names`: whole names, with
    their weights.

    `boosted` multiplies the score of an address; `only` leaves nothing but these addresses.
    """

    clauses: tuple[Clause, ...]
    at: int
    names: Mapping[str, float] = field(default_factory=dict)
    needed: int = 1
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    theme: str | None = None
    audience: str | None = None
    hidden: frozenset[str] = frozenset()
    boosted: Mapping[str, float] = field(default_factory=dict)
    only: frozenset[str] | None = None
    offset: int = 0
    limit: int = 10


class Hit(NamedTuple):
    """`address` is kind and key: "product/paspoort"."""

    address: str
    score: float


@dataclass(frozen=True)
class HitPage:
    """The asked part of all hits, best first. Counts of themes and audiences leave their own filter aside."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    themes: Mapping[str, int] = field(default_factory=dict)
    audiences: Mapping[str, int] = field(default_factory=dict)
    state: State | None = None


@dataclass(frozen=True)
class State:
    """How far an index is: `epoch` is the hub that it follows, `digest` that of its newest release."""

    epoch: str
    position: Position = NOWHERE
    digest: str = ""
    version: int = VERSION


@dataclass(frozen=True)
class IndexEntry:
    """A document from `since` until `until` (milliseconds). `fields` and `exact` are tokens with spaces between."""

    address: str
    slot: int
    since: int
    until: int
    fields: Mapping[str, str]
    exact: str
    words: frozenset[str]
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()


class Index(Protocol):
    """The documents of one channel and locale in one engine. Every method may raise EngineUnavailable."""

    def state(self) -> State | None:
        """None when there is no index, or none that can be read."""

    def dictionary(self) -> frozenset[str]:
        """The words that its compounds were taken apart with."""

    def holding(self, words: Collection[str]) -> set[str]:
        """The addresses of entries that have one of `words`."""

    def write(
        self, state: State, dictionary: frozenset[str], entries: Iterable[IndexEntry], replaced: Collection[str]
    ) -> None:
        """All or nothing: `entries` take the place of all that `replaced` had, and the index is at `state`."""

    def rebuild(self, state: State, dictionary: frozenset[str], entries: Iterable[IndexEntry]) -> None:
        """All or nothing: the index has these entries only; until then it answers as before."""

    def search(self, query: Query) -> HitPage: ...


class SharedIndex(Index, Protocol):
    """One that stands on another machine, where it may lose what was written."""

    def complete(self) -> set[str]:
        """The addresses of documents of which no period is missing."""
