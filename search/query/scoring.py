"""Scoring of a question, the same for both engines: a small tree that each translates into its own query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from search.language.tokens import NAME_JOINT
from search.query.interface import EXACT, Alternative, Clause, Query
from search.query.rules import FIELDS, LEADING

# What a token that does as well counts for; of two fields that have a word, what the lesser adds.
LESSER, TIE = 0.5, 0.2
# The share of the words that is an answer wherever they stand.
MOST = 0.75
# In all, to look for what a question is about.
WAYS = 60


@dataclass(frozen=True)
class TokenScore:
    """BM25 of one token in one field."""

    field: str
    token: str
    weight: float


@dataclass(frozen=True)
class Best:
    """The score of the best, and `tie` of each other one."""

    of: tuple[Node, ...]
    tie: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True)
class All:
    """The sum of all; nothing when one is missing."""

    of: tuple[Node, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Some:
    """The sum of those that are there; nothing when fewer than `needed` are."""

    of: tuple[Best, ...]
    needed: int = 0


@dataclass(frozen=True)
class With:
    """The score of `node`, and that of each of `extra` where it is there; nothing without `subject`, which adds 0."""

    node: Some
    extra: tuple[Best, ...]
    subject: Best


Node = TokenScore | Best | All | Some | With


def ranking(query: Query) -> With:
    asked = tuple(_clause(each, query.weights) for each in query.clauses if not each.optional)
    names = tuple(TokenScore(EXACT, name, share * query.weights[EXACT]) for name, share in query.names.items())
    extra = tuple(_clause(each, query.weights) for each in query.clauses if each.optional)
    return With(Some(asked, query.needed), (*extra, *([Best(names)] if names else [])), _subject(query))


def _subject(query: Query) -> Best:
    """A word that carries the question, a common one where a document says it is about; its name; or most words."""
    leading = {name: query.weights[name] for name in FIELDS if name in LEADING and query.weights.get(name)}
    asked = _likeliest([each for each in query.clauses if not each.optional])
    carrying = [each for each in asked if not each.common] or asked
    ways = (way for clause in carrying for way in clause.alternatives)
    said = tuple(_alternative(way, leading if way.common and leading else query.weights) for way in ways)
    most = max(2, ceil(len(asked) * MOST))
    everywhere = Some(tuple(_clause(each, query.weights) for each in asked), most)
    single = [name for name in query.names if NAME_JOINT not in name][: len(asked) * 2]
    called = tuple(TokenScore(EXACT, name, 1.0) for name in single)
    return Best((*said, *called, *([everywhere] if most <= len(asked) or not asked else [])))


def _likeliest(clauses: Sequence[Clause]) -> list[Clause]:
    """With less ways to find each word, the more words there are: an engine bounds how large a query may be."""
    ways = WAYS // max(1, len(clauses))
    return [replace(each, alternatives=each.alternatives[:ways]) for each in clauses]


def _clause(clause: Clause, weights: Mapping[str, float]) -> Best:
    return Best(tuple(_alternative(each, weights) for each in clause.alternatives), weight=clause.weight)


def _alternative(alternative: Alternative, weights: Mapping[str, float]) -> Node:
    """The mean of its tokens, so that several words say no more than one."""
    found = tuple(_token(each, weights) for each in alternative.tokens)
    if len(found) == 1:
        return Best(found, weight=alternative.weight)
    return All(found, alternative.weight / len(found))


def _token(token: tuple[str, ...], weights: Mapping[str, float]) -> Node:
    said = [(text, 1.0 if position == 0 else LESSER) for position, text in enumerate(token)]
    fields = [(name, weights[name]) for name in FIELDS if weights.get(name)]
    return Best(tuple(TokenScore(name, text, weight * worth) for text, worth in said for name, weight in fields), TIE)
