"""Explanation of a score: the same tree as the engines rank by, worked out word by word for one document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.language.tokens import PART_MARK
from search.query.interface import Alternative, Clause, MatchReason, Query
from search.query.scoring import All, Best, Node, Some, TokenScore, With, ranking

# The score of one token in one field of the document, without weights; 0 when it is not there.
Leaf = Callable[[str, str], float]


class Where(NamedTuple):
    """In which field it was found, as a word of its own or as a part of one."""

    field: str
    is_part: bool
    score: float


@dataclass(frozen=True)
class ScoreReason:
    """What one word of the question adds, by the best of its alternatives; the fields with most of it first.

    The whole name has no word. An `aside` only asks for a fact, and finds nothing by itself.
    """

    word: str
    way: MatchReason
    where: tuple[Where, ...]
    score: float
    aside: bool = False


@dataclass(frozen=True)
class Explanation:
    """`score` is the sum of all reasons, times `factor`."""

    reasons: tuple[ScoreReason, ...]
    factor: float
    score: float


def explain(query: Query, address: str, leaf: Leaf) -> Explanation:
    root = ranking(query)
    reasons = tuple(_reasons(query, root, leaf))
    factor = query.boosted.get(address, 1.0)
    return Explanation(reasons, factor, (value(root, leaf) or 0.0) * factor)


def terms_of(node: Node) -> Iterator[TokenScore]:
    if isinstance(node, TokenScore):
        yield node
        return
    parts: Sequence[Node] = (node.node, *node.extra) if isinstance(node, With) else node.of
    for each in parts:
        yield from terms_of(each)


def value(node: Node, leaf: Leaf) -> float | None:
    """None when the node is not there."""
    match node:
        case TokenScore():
            return leaf(node.field, node.token) * node.weight or None
        case With():
            first = value(node.node, leaf)
            if first is None or value(node.subject, leaf) is None:
                return None
            return first + sum(_values(node.extra, leaf))
    found = _values(node.of, leaf)
    match node:
        case Best() if found:
            return node.weight * (max(found) + node.tie * (sum(found) - max(found)))
        case All() if len(found) == len(node.of):
            return node.weight * sum(found)
        case Some() if len(found) >= max(1, node.needed):
            return sum(found)
    return None


def _values(nodes: Sequence[Node], leaf: Leaf) -> list[float]:
    return [found for each in nodes if (found := value(each, leaf)) is not None]


def _reasons(query: Query, root: With, leaf: Leaf) -> Iterator[ScoreReason]:
    """`root` has a node for each clause, in order, and after those that are optional the whole names."""
    asked = [clause for clause in query.clauses if not clause.optional]
    asides = [clause for clause in query.clauses if clause.optional]
    for clause, node in (*zip(asked, root.node.of, strict=True), *zip(asides, root.extra, strict=False)):
        score = value(node, leaf)
        if score is not None:
            alternative, found = _best(clause, node, leaf)
            yield ScoreReason(clause.word, alternative.way, _where(found, leaf), score, clause.optional)
    for names in root.extra[len(asides) :]:
        if score := value(names, leaf):
            yield ScoreReason("", MatchReason("name"), _where(names, leaf), score)


def _best(clause: Clause, node: Best, leaf: Leaf) -> tuple[Alternative, Node]:
    pairs = list(zip(clause.alternatives, node.of, strict=True))
    return max(pairs, key=lambda pair: value(pair[1], leaf) or 0.0)


def _where(node: Node, leaf: Leaf) -> tuple[Where, ...]:
    """Each field once, with the most that it says."""
    best: dict[str, Where] = {}
    for term in terms_of(node):
        score = value(term, leaf)
        if score is not None and (term.field not in best or score > best[term.field].score):
            best[term.field] = Where(term.field, term.token.startswith(PART_MARK), score)
    return tuple(sorted(best.values(), key=lambda where: -where.score))
