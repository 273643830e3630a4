"""Results for a reader: each hit as its document tells it at that moment, facets, a correction, a direct answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from languages.registry import analysis_of
from releases.facts.kinds import FACT_KINDS
from search.answers.asked import asked_of
from search.answers.correction import accented
from search.answers.direct import Answerable, direct_answer, in_order
from search.answers.opening import opening_at
from search.answers.snippets import Marker
from search.language.tokens import PART_MARK
from search.query.interface import Clause
from search.released_documents import Shelf
from search.service import SearchResult

Json = dict[str, Any]
# How many hits may hold a direct answer.
ANSWERING = 4
# The kinds of facts that stand beside a result, byte for byte as in the document.
BESIDE = frozenset(name for name, kind in FACT_KINDS.items() if kind.in_short)


def results(answer: SearchResult, shelf: Shelf) -> list[Json]:
    """A hit that is withdrawn, or says nothing at this moment, is left out: an index may be a moment behind."""
    best, found = frozenset(answer.best), []
    for address, score in answer.hits:
        document = shelf.document(address)
        if document is not None:
            found.append(_result(document, None if address in best else round(score, 3), answer))
    return found


def facets(answer: SearchResult, shelf: Shelf) -> Json:
    themes = [(shelf.themes.get(key, {}), key, count) for key, count in _ranked(answer.found.themes)]
    return {
        "themes": [
            {
                "key": key,
                "title": theme.get("title", key),
                "contentLocale": theme.get("contentLocale", answer.question.place.locale),
                "count": count,
            }
            for theme, key, count in themes
        ],
        "audiences": [{"key": key, "count": count} for key, count in _ranked(answer.found.audiences)],
    }


def direct(answer: SearchResult, shelf: Shelf) -> Json | None:
    """From the first hits only: one far below that has such a fact is not what was asked about."""
    addresses = (each.address for each in answer.hits[:ANSWERING])
    documents = [each for each in map(shelf.document, addresses) if each is not None]
    language = analysis_of(documents[0]["contentLocale"]) if documents else answer.lexicon.language
    asked = asked_of(
        answer.meaning.asks, answer.meaning.said, answer.lexicon, answer.rules, language, (shelf.own_name,)
    )
    found = direct_answer(asked, Answerable(documents, shelf.own, shelf.document), answer.question.at)
    if found is None:
        return None
    keys = (key for key in found["order"] if found["facts"][key]["kind"] == "openingHours")
    opening = [opening_at(key, found, answer.question.at) for key in keys]
    document = shelf.document(f"{found['kind']}/{found['key']}")
    return found | {"href": href(document or found), "opening": opening}


def correction(answer: SearchResult, shelf: Shelf) -> str | None:
    """The question as it was probably meant; None when there is nothing to correct."""
    corrected = answer.meaning.corrected
    if corrected is None:
        return None
    documents = (shelf.document(address) for address, _ in answer.hits)
    return accented(corrected, answer.question.text, (each for each in documents if each is not None))


def spoken_languages(answer: SearchResult) -> list[Json]:
    """Those in which the question was asked, each with a sentence about the languages of our texts."""
    return [
        {"language": each.code, "direction": each.direction, "notice": each.notice} for each in answer.meaning.spoken
    ]


def suggestions(answer: SearchResult, shelf: Shelf) -> list[Json]:
    """Titles; `name` is another name by which the question found it, if it did not find the title."""
    wanted = wanted_stems(answer)
    found = []
    for address, _ in answer.hits:
        document = shelf.document(address)
        if document is not None:
            found.append(_suggestion(document, wanted, answer))
    return found


def stems_of(clause: Clause) -> frozenset[str]:
    """All that would answer a word of the question."""
    tokens = (token for each in clause.alternatives for group in each.tokens for token in group)
    return frozenset(token.removeprefix(PART_MARK) for token in tokens)


def wanted_stems(answer: SearchResult) -> frozenset[str]:
    return frozenset().union(*map(stems_of, answer.meaning.clauses))


def href(document: Mapping[str, Any]) -> str:
    kind, key, locale = document["kind"], document["key"], document["locale"]
    return f"/api/v1/channels/{document['channel']}/documents/{kind}/{key}?locale={locale}"


def _result(document: Json, score: float | None, answer: SearchResult) -> Json:
    facts = document["facts"]
    marker = Marker(wanted_stems(answer), answer.lexicon, analysis_of(document["contentLocale"]))
    snippet = marker.snippet(document)
    return {
        "key": document["key"],
        "kind": document["kind"],
        "title": document["title"],
        "summary": document.get("summary", ""),
        "snippet": snippet.html,
        "internal": snippet.internal,
        "contentLocale": document["contentLocale"],
        "themes": document.get("themes", []),
        "audiences": document.get("audiences", []),
        "score": score,
        "bestBet": score is None and not answer.meaning.spoken,
        "href": href(document),
        "facts": {key: fact for key, fact in facts.items() if fact["kind"] in BESIDE},
        "order": [key for key in in_order(document) if facts[key]["kind"] in BESIDE],
        "opening": _opening(facts, document, answer),
    }


def _opening(facts: Json, document: Json, answer: SearchResult) -> list[Json]:
    hours = (key for key, fact in facts.items() if fact["kind"] == "openingHours")
    return [opening_at(key, document, answer.question.at) for key in hours]


def _suggestion(document: Json, wanted: frozenset[str], answer: SearchResult) -> Json:
    language = analysis_of(document["contentLocale"])
    names = [document["title"], *(each["name"] for each in document.get("names", ()))]
    best = max(names, key=lambda name: len(wanted & answer.lexicon.stems_in(name, language)))
    return {
        "key": document["key"],
        "kind": document["kind"],
        "title": document["title"],
        "contentLocale": document["contentLocale"],
        "name": None if best == document["title"] else best,
        "href": href(document),
    }


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
