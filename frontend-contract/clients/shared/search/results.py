"""Results of a search as a page shows them: each with its address, its facts in order and what is open now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from clients.shared.facts.fact_kinds import answers_costs
from clients.shared.hub.reader import Document
from clients.shared.pages.site import Site
from clients.shared.search.query import PAGE_SIZE, SearchQuery

ADDRESS = "zoeken/"
MOST_COSTS, MOST_OTHERS, MOST_OPENING = 3, 2, 2
# An employee at a desk reads every fact at a glance; a resident opens the page for the rest.
TELLS_ALL = frozenset({"desk"})
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class OpeningState:
    """Of hours that search tells the outcome of: open or closed now, and when that changes, in one line."""

    label: str
    state: str
    text: str


@dataclass(frozen=True)
class Result:
    """`hit` as the hub gave it; `keys` of the facts to show; `summary` is empty when the snippet says the same."""

    hit: Document
    url: str
    snippet: Markup
    summary: str
    keys: tuple[str, ...]
    opening: tuple[OpeningState, ...]


@dataclass(frozen=True)
class FacetLink:
    """A filter: how many results it leaves, and where it leads; a chosen one leads back to without it."""

    title: str
    language: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class ResultPage:
    """`spoken` are the languages of the question, each with a sentence about the languages of our texts."""

    total: int
    results: tuple[Result, ...]
    direct: Document | None
    direct_url: str
    meant: str
    meant_url: str
    spoken: tuple[Document, ...]
    themes: tuple[FacetLink, ...]
    audiences: tuple[FacetLink, ...]
    next_url: str
    pages: int


def result_page(answer: Document, query: SearchQuery, site: Site) -> ResultPage:
    def link(target: SearchQuery) -> str:
        return site.url(ADDRESS, **target.page_parameters())

    direct, facets, cursor = answer["answer"], answer["facets"], cursor_in(answer["next"])
    meant = answer["didYouMean"] or ""
    audiences = ({"key": row["key"], "title": row["key"], "count": row["count"]} for row in facets["audiences"])
    return ResultPage(
        total=answer["total"],
        results=tuple(_result(hit, site) for hit in answer["results"]),
        direct=direct,
        direct_url=site.document_url(direct["kind"], direct["key"]) if direct else "",
        meant=meant,
        meant_url=link(query.narrowed(text=meant)),
        spoken=tuple(answer["spokenLanguages"]),
        themes=tuple(_facet_link(row, query, "theme", link) for row in facets["themes"]),
        audiences=tuple(_facet_link(row, query, "audience", link) for row in audiences),
        next_url=link(query.after(cursor)) if cursor else "",
        pages=ceil(answer["total"] / PAGE_SIZE),
    )


def keys_to_show(hit: Document, *, all_of_them: bool) -> tuple[str, ...]:
    """In the document's order: a little of what it costs, and of what else there is to know."""
    if all_of_them:
        return tuple(hit["order"])
    costs = [key for key in hit["order"] if answers_costs(hit["facts"][key]["kind"])]
    others = [key for key in hit["order"] if key not in costs]
    return (*costs[:MOST_COSTS], *others[:MOST_OTHERS])


def cursor_in(next_page: str | None) -> str:
    return parse_qs(urlsplit(next_page or "").query).get("cursor", [""])[0]


def opening_state(entry: Document) -> OpeningState:
    """A hub of before lines were told says whether it is open only."""
    state = "open" if entry["open"] else "closed"
    return OpeningState(entry["label"], state, entry.get("line", {}).get("text", ""))


def _result(hit: Document, site: Site) -> Result:
    snippet = Markup(hit["snippet"])  # noqa: S704 - safe HTML by the contract
    tells_all = site.channel in TELLS_ALL
    shown = hit["opening"] if tells_all else hit["opening"][:MOST_OPENING]
    return Result(
        hit=hit,
        url=site.document_url(hit["kind"], hit["key"]),
        snippet=snippet,
        summary="" if snippet.striptags() == hit["summary"] else hit["summary"],
        keys=keys_to_show(hit, all_of_them=tells_all),
        opening=tuple(map(opening_state, shown)) if site.visit.is_now else (),
    )


def _facet_link(row: Mapping[str, Any], query: SearchQuery, name: str, link: Any) -> FacetLink:
    is_chosen = getattr(query, name) == row["key"]
    target = query.narrowed(**{name: "" if is_chosen else row["key"]})
    return FacetLink(row["title"], row.get("contentLocale", ""), row["count"], link(target), is_chosen)
