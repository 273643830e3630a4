"""Scoring of a question, the same for both engines: a small tree that each translates into its own query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search.query.interface import EXACT, Alternative, Clause, Query
from search.query.rules import FIELDS

# What a token that does as well counts for; of two fields that have a word, what the lesser adds.
LESSER, TIE = 0.5, 0.2


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
    """The score of `node`, and that of each of `extra` where it is there."""

    node: Some
    extra: tuple[Best, ...]


Node = TokenScore | Best | All | Some | With


def ranking(query: Query) -> With:
    asked = tuple(_clause(each, query.weights) for each in query.clauses if not each.optional)
    names = tuple(TokenScore(EXACT, name, share * query.weights[EXACT]) for name, share in query.names.items())
    extra = tuple(_clause(each, query.weights) for each in query.clauses if each.optional)
    return With(Some(asked, query.needed), (*extra, *([Best(names)] if names else [])))


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
