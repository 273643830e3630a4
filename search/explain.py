"""Tries a question with any rules on the embedded engine, and explains the score of every result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import tantivy
from tantivy import FieldType, Occur

from search.engines.embedded import View
from search.engines.embedded_query import ADDRESS, SCHEMA
from search.engines.registry import embedded_index
from search.query.explanation import Explanation, explain, terms_of
from search.query.interface import Query
from search.query.query_analysis import AnalysedQuery, understand
from search.query.rules import Rules
from search.query.scoring import ranking
from search.released_documents import Shelf
from search.service import SearchRequest, lexicon_for, query_for

Json = dict[str, Any]
Token = tuple[str, str]
# Results of which the place is known, to tell whence one has moved; fewer are shown.
RANKED, SHOWN = 50, 10


@dataclass(frozen=True)
class Result:
    """A best bet has no score: it stands first."""

    address: str
    document: Json
    score: float | None
    explanation: Explanation | None

    @property
    def title(self) -> str:
        return str(self.document["title"])


@dataclass(frozen=True)
class Trial:
    """`ranked` are the addresses of the first fifty results, `results` the first ten of those."""

    meaning: AnalysedQuery
    total: int
    ranked: tuple[str, ...]
    results: tuple[Result, ...]


def try_question(question: SearchRequest, shelf: Shelf, rules: Rules) -> Trial:
    """Raises EngineUnavailable when this node has no index yet."""
    meaning = understand(question.text, lexicon_for(question.place), rules, question.unfinished)
    best = tuple(filter(shelf.has, meaning.best))
    query = query_for(replace(question, limit=RANKED), meaning, rules, best)
    index = embedded_index(question.place)
    found = index.search(query)
    scores = {hit.address: hit.score for hit in found.hits if shelf.has(hit.address)}
    ranked = (*best, *scores)
    explained = _explained(index.view(), query, [address for address in ranked[:SHOWN] if address in scores])
    results = [
        Result(address, shelf.document(address) or {}, scores.get(address), explained.get(address))
        for address in ranked[:SHOWN]
    ]
    return Trial(meaning, found.total + len(best), ranked, tuple(results))


def _explained(view: View, query: Query, addresses: Collection[str]) -> dict[str, Explanation]:
    if not addresses:
        return {}
    tokens = {(term.field, term.token) for term in terms_of(ranking(query))}
    scores = _scores(view.searcher, query, tokens, addresses)
    return {address: explain(query, address, _leaf(scores, address)) for address in addresses}


def _leaf(scores: dict[Token, dict[str, float]], address: str) -> Callable[[str, str], float]:
    return lambda field, token: scores[field, token].get(address, 0.0)


def _scores(
    searcher: tantivy.Searcher, query: Query, tokens: Iterable[Token], addresses: Collection[str]
) -> dict[Token, dict[str, float]]:
    """What each token scores in each of these documents, as they are at the moment of the query."""
    only = [
        tantivy.Query.term_set_query(SCHEMA, ADDRESS, list(addresses)),
        tantivy.Query.range_query(SCHEMA, "since", FieldType.Integer, None, query.at),
        tantivy.Query.range_query(SCHEMA, "until", FieldType.Integer, query.at + 1, None),
    ]
    filters = [(Occur.Must, tantivy.Query.const_score_query(each, 0.0)) for each in only]
    found: dict[Token, dict[str, float]] = {}
    for field, token in tokens:
        term = tantivy.Query.term_query(SCHEMA, field, token, "freq")
        hits = searcher.search(tantivy.Query.boolean_query([(Occur.Must, term), *filters]), len(addresses)).hits
        found[field, token] = {str(searcher.doc(place).get_first(ADDRESS)): score for score, place in hits}
    return found
