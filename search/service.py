"""Answers a question with the best engine that is there: a fresh one, and the preferred one of equals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from releases.core.position import milliseconds
from search.engines.breaker import Breaker
from search.engines.embedded import View
from search.engines.registry import Engine, embedded_index, engines
from search.language.lexicon import Lexicon, lexicon_of
from search.query.addresses import IndexScope
from search.query.interface import VERSION, EngineUnavailable, Hit, HitPage, Query, QueryRefused, State
from search.query.query_analysis import AnalysedQuery, understand
from search.query.rules import DEFAULT, LEADING, NAMING, Rules
from search.released_documents import Shelf


@dataclass(frozen=True)
class SearchRequest:
    """What a reader asks of one index. `unfinished` while it is being typed: then only names are looked at."""

    text: str
    place: IndexScope
    at: datetime
    theme: str | None = None
    audience: str | None = None
    offset: int = 0
    limit: int = 10
    unfinished: bool = False


@dataclass(frozen=True)
class SearchResult:
    """`hits` are the asked part of all `total`, the best bets of `best` first; `engine` gave them."""

    question: SearchRequest
    meaning: AnalysedQuery
    lexicon: Lexicon
    found: HitPage
    engine: str
    best: tuple[str, ...]
    rules: Rules = DEFAULT

    @property
    def hits(self) -> tuple[Hit, ...]:
        first, size = self.question.offset, self.question.limit
        bets = tuple(Hit(address, 0.0) for address in self.best[first : first + size])
        return (*bets, *self.found.hits[: size - len(bets)])

    @property
    def total(self) -> int:
        return self.found.total + len(self.best)

    @property
    def release(self) -> int:
        return self.found.state.position.release if self.found.state else 0


def answer(question: SearchRequest, shelf: Shelf, rules: Rules | None = None) -> SearchResult:
    """By the rules of the release that the index is at, so that pages fit together; or by these `rules`.

    Raises EngineUnavailable when no engine can answer.
    """
    if rules is None:
        own = embedded_index(question.place).state()
        rules = shelf.rules(own.position.release if own else None)
    lexicon = lexicon_for(question.place)
    meaning = understand(question.text, lexicon, rules, question.unfinished)
    best = tuple(filter(shelf.has, meaning.best))
    found, engine = ask(question.place, query_for(question, meaning, rules, best))
    return SearchResult(question, meaning, lexicon, found, engine, best, rules)


def query_for(
    question: SearchRequest, meaning: AnalysedQuery, rules: Rules = DEFAULT, best: tuple[str, ...] = ()
) -> Query:
    """The best bets stand before all hits, so these begin that much later."""
    # Suggestions look at what things are called; at the summary too, a question of which half means nothing.
    looked_at = NAMING if question.unfinished else LEADING if meaning.doubtful else rules.weights.keys()
    weights = {name: weight for name, weight in rules.weights.items() if name in looked_at}
    return Query(
        clauses=meaning.clauses,
        at=milliseconds(question.at),
        names=meaning.names,
        needed=meaning.needed,
        weights=weights,
        theme=question.theme,
        audience=question.audience,
        hidden=rules.hidden | frozenset(best),
        boosted=rules.boosted,
        offset=max(0, question.offset - len(best)),
        limit=question.limit,
    )


def ask(place: IndexScope, query: Query) -> tuple[HitPage, str]:
    """The answer of the first engine that is as fresh as the embedded one, and the name of that engine."""
    own, given = embedded_index(place).state(), []
    for engine in engines():
        found = _ask(engine, place, query)
        if found is not None:
            if _is_fresh(found.state, own):
                return found, engine.name
            given.append((found, engine.name))
    if not given:
        raise EngineUnavailable("no search engine can answer")
    return given[0]


def _ask(engine: Engine, place: IndexScope, query: Query) -> HitPage | None:
    """None when the engine is down, or is left alone because it was a moment ago."""
    state = breaker(engine.name)
    if not state.is_closed:
        return None
    try:
        found = engine.index_of(place).search(query)
    except QueryRefused:
        return None
    except EngineUnavailable as error:
        state.failed(str(error))
        return None
    state.answered()
    return found


def _is_fresh(state: State | None, own: State | None) -> bool:
    if state is None or state.version != VERSION:
        return False
    return own is None or (state.epoch == own.epoch and state.position.release >= own.position.release)


def lexicon_for(place: IndexScope) -> Lexicon:
    """Of the embedded index of this node, whichever engine answers; made anew when that index has changed."""
    try:
        view = embedded_index(place).view()
    except (OSError, ValueError):
        return lexicon_of(_languages(place), {}, frozenset())
    kept = _lexicons.get(place)
    if kept is None or kept[0] != view:
        kept = view, lexicon_of(_languages(place), view.words(), view.dictionary())
        _lexicons[place] = kept
    return kept[1]


def breaker(engine: str) -> Breaker:
    """This process's; what is wrong with an engine may differ from one process to another."""
    return _breakers.setdefault(engine, Breaker())


def _languages(place: IndexScope) -> list[str]:
    """The one asked in, and the one that the channel shows where a text is not translated."""
    never = place.channel in settings.CHANNELS_WITHOUT_FALLBACK
    fallback = None if never else settings.WAGTAIL_CONTENT_LANGUAGES[0][0]
    return list(dict.fromkeys([place.locale, *([fallback] if fallback else [])]))


_breakers: dict[str, Breaker] = {}
_lexicons: dict[IndexScope, tuple[View, Lexicon]] = {}
