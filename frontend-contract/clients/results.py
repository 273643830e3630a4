"""What search found, as a page shows it: each result with its address, its facts in order and what is open now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from clients.hub import Document, HubError
from clients.opening import Today, now_in_words
from clients.pages import Site
from clients.places import document_url
from clients.question import PAGE_SIZE, Question
from clients.visit import Visit

ADDRESS = "zoeken/"
MOST_AMOUNTS, MOST_OTHERS, MOST_OPENING = 3, 2, 2
# An employee at a desk reads every fact at a glance; a resident opens the page for the rest.
TELLS_ALL = frozenset({"desk"})
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """`hit` as the hub gave it; `keys` of the facts to show; `summary` is empty when the snippet says the same."""

    hit: Document
    url: str
    snippet: Markup
    summary: str
    keys: tuple[str, ...]
    opening: tuple[Today, ...]


@dataclass(frozen=True)
class Choice:
    """A filter: how many results it leaves, and where it leads; a chosen one leads back to without it."""

    title: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """`hours` are the opening hours that results speak of, where a page tells them for today."""

    total: int
    results: tuple[Result, ...]
    direct: Document | None
    direct_url: str
    meant: str
    meant_url: str
    themes: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    next_url: str
    pages: int
    hours: Facts


def found(answer: Document, question: Question, visit: Visit, site: Site) -> Found:
    def link(asked: Question) -> str:
        return site.url(visit, ADDRESS, **asked.kept())

    direct, facets, cursor = answer["answer"], answer["facets"], cursor_in(answer["next"])
    meant = answer["didYouMean"] or ""
    audiences = ({"key": row["key"], "title": row["key"], "count": row["count"]} for row in facets["audiences"])
    return Found(
        total=answer["total"],
        results=tuple(_result(hit, visit, site) for hit in answer["results"]),
        direct=direct,
        direct_url=document_url(site, visit, direct["kind"], direct["key"]) if direct else "",
        meant=meant,
        meant_url=link(question.narrowed(text=meant)),
        themes=tuple(_choice(row, question, "theme", link) for row in facets["themes"]),
        audiences=tuple(_choice(row, question, "audience", link) for row in audiences),
        next_url=link(question.after(cursor)) if cursor else "",
        pages=ceil(answer["total"] / PAGE_SIZE),
        hours=hours_of(answer["results"], visit, site) if site.channel in TELLS_ALL else {},
    )


def keys_to_show(hit: Document, *, all_of_them: bool) -> tuple[str, ...]:
    """In the document's order: a few amounts, and a few of what else there is to know."""
    if all_of_them:
        return tuple(hit["order"])
    amounts = [key for key in hit["order"] if hit["facts"][key]["kind"] == "amount"]
    others = [key for key in hit["order"] if hit["facts"][key]["kind"] != "amount"]
    return (*amounts[:MOST_AMOUNTS], *others[:MOST_OTHERS])


def cursor_in(next_page: str | None) -> str:
    return parse_qs(urlsplit(next_page or "").query).get("cursor", [""])[0]


def hours_of(hits: Iterable[Document], visit: Visit, site: Site) -> dict[str, Document]:
    """From the documents themselves; each document is read only for hours that no other one told."""
    now, told = replace(visit, release="", preview=""), dict[str, Document]()
    for hit in hits:
        if any(each["fact"] not in told for each in hit["opening"]):
            try:
                told |= _opening_hours(site.hub.document(hit["kind"], hit["key"], now).document)
            except HubError:
                continue
    return told


def _opening_hours(document: Document) -> dict[str, Document]:
    return {key: fact for key, fact in document["facts"].items() if fact["kind"] == "openingHours"}


def _result(hit: Document, visit: Visit, site: Site) -> Result:
    snippet = Markup(hit["snippet"])  # noqa: S704 - safe HTML by the contract
    reader, tells_all = visit.spoken_in(hit["contentLocale"]), site.channel in TELLS_ALL
    shown = hit["opening"] if tells_all else hit["opening"][:MOST_OPENING]
    return Result(
        hit=hit,
        url=document_url(site, visit, hit["kind"], hit["key"]),
        snippet=snippet,
        summary="" if snippet.striptags() == hit["summary"] else hit["summary"],
        keys=keys_to_show(hit, all_of_them=tells_all),
        opening=tuple(now_in_words(each, reader) for each in shown) if visit.is_now else (),
    )


def _choice(row: Mapping[str, Any], question: Question, name: str, link: Any) -> Choice:
    is_chosen = getattr(question, name) == row["key"]
    asked = question.narrowed(**{name: "" if is_chosen else row["key"]})
    return Choice(row["title"], row["count"], link(asked), is_chosen)
