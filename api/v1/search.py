"""Search in what a channel shows, and suggestions while a question is typed. What is kept of it tells of nobody."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from api import access, problems
from api.rate_limit import RateLimit
from api.v1 import paging
from api.v1.resource import Resource
from releases.core.position import from_milliseconds, milliseconds
from search import results
from search.analytics.counter import count_search
from search.language.normalisation import composed, words
from search.query.addresses import IndexScope
from search.query.interface import EngineUnavailable
from search.released_documents import Shelf
from search.service import SearchRequest, SearchResult, answer

LONGEST_QUESTION = 500
# With one of these it is a closer look at what was asked before.
CLOSER = frozenset({"at", "theme", "audience", "cursor"})
DEFAULT_LIMIT, LARGEST_LIMIT, SUGGESTIONS = 10, 50, 8
# Results after which there is no next page: an engine keeps all that stand before a page in memory.
DEEPEST = 1_000
limit = RateLimit()
AUDIENCES = ("resident", "business")


class Cursor(NamedTuple):
    """The page that follows: in the same release, by the same engine, at the same moment (milliseconds)."""

    release: int
    engine: str
    at: int
    offset: int


class Search(Resource):
    parameters = ("q", "channel", "locale", "at", "theme", "audience", *paging.PARAMETERS)

    def get(self, request: Request) -> Response:
        limit.take(self.client, settings.SEARCHES_PER_MINUTE)
        place, cursor = place_of(self), cursor_of(request)
        at = from_milliseconds(cursor.at) if cursor else self.moment()
        question = SearchRequest(
            question_of(request), place, at, request.query_params.get("theme"), audience_of(request),
            cursor.offset if cursor else 0, paging.limit_of(request, DEFAULT_LIMIT, LARGEST_LIMIT),
        )  # fmt: skip
        shelf = Shelf(self.reading, place, at)
        found = _answer(question, shelf)
        if cursor and (cursor.release, cursor.engine) != (found.release, found.engine):
            raise moved_on(request)
        body = {
            "results": results.results(found, shelf),
            "next": _next(request, found),
            "total": found.total,
            "answer": None if cursor else results.direct(found, shelf),
            "didYouMean": results.correction(found, shelf),
            "spokenLanguages": results.spoken_languages(found),
            "facets": results.facets(found, shelf),
            "engine": found.engine,
        }
        if request.method == "GET" and CLOSER.isdisjoint(request.query_params):
            count_search(question.text, place, found.total, found.lexicon, found.rules)
        return Response(body, headers={"Release": str(found.release)})


class Suggestions(Resource):
    parameters = ("q", "channel", "locale")

    def get(self, request: Request) -> Response:
        """None for a text in which no word has begun yet."""
        limit.take(self.client, settings.SEARCHES_PER_MINUTE)
        place, text = place_of(self), text_of(request)
        if not words(composed(text)):
            return Response({"results": []})
        question = SearchRequest(text, place, self.now, limit=SUGGESTIONS, unfinished=True)
        shelf = Shelf(self.reading, place, self.now)
        found = _answer(question, shelf)
        body = {"results": results.suggestions(found, shelf)}
        return Response(body, headers={"Release": str(found.release)})


def place_of(resource: Resource) -> IndexScope:
    channel = resource.request.query_params.get("channel", "website")
    access.require(resource.scope, channel)
    return IndexScope(channel, resource.locale())


def text_of(request: Request) -> str:
    text = str(request.query_params.get("q", ""))
    if len(text) > LONGEST_QUESTION:
        raise problems.invalid("q", f"may have at most {LONGEST_QUESTION} characters: ask it in fewer words.")
    return text


def question_of(request: Request) -> str:
    text = text_of(request)
    if not words(composed(text)):
        raise problems.invalid("q", "must have a word to search for, such as q=paspoort.")
    return text


def audience_of(request: Request) -> str | None:
    given = request.query_params.get("audience")
    if given is not None and given not in AUDIENCES:
        raise problems.invalid("audience", f"must be one of: {', '.join(AUDIENCES)}.")
    return given


def cursor_of(request: Request) -> Cursor | None:
    parts = paging.after(request)
    return Cursor(int(parts[0]), parts[1], int(parts[2]), int(parts[3])) if parts else None


def moved_on(request: Request) -> problems.Problem:
    kept = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return problems.Problem(
        409,
        "search-moved-on",
        "Something was published since the first page, so these pages no longer fit together. "
        "Begin again without 'cursor': the link 'first' does that.",
        (problems.InvalidParam("cursor", "belongs to an earlier release; leave it out."),),
        {"Link": f'<{request.path}?{urlencode(kept)}>; rel="first"'},
    )


def _answer(question: SearchRequest, shelf: Shelf) -> SearchResult:
    try:
        return answer(question, shelf)
    except EngineUnavailable as error:
        raise problems.Problem(
            503, "search-unavailable", "Searching is not possible now. Try again soon.", headers={"Retry-After": "5"}
        ) from error


def _next(request: Request, found: SearchResult) -> str | None:
    offset = found.question.offset + found.question.limit
    if offset >= min(found.total, DEEPEST):
        return None
    moment: Any = milliseconds(found.question.at)
    return paging.next_url(request, (str(found.release), found.engine, str(moment), str(offset)))
