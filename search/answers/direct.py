"""The direct answer to a question for a fact: right and complete, or silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from releases.facts.kinds import FACT_KINDS
from search.answers.asked import Asked
from search.answers.days import AskedDays, days_in, told_on
from search.answers.hours import hours_asked
from search.answers.selection import Selection, costs
from search.answers.subjects import is_said, subject_of

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Answerable:
    """What may answer: the first documents that were found, the municipality itself, and any other by its address."""

    documents: Sequence[Json]
    own: Json | None
    document: Callable[[str], Json | None]


def direct_answer(asked: Asked, among: Answerable, at: datetime) -> dict[str, Any] | None:
    """None unless all words that say something are explained by one subject, its facts' conditions or the question."""
    days = days_in(asked.text, asked.questions.days, at)
    if asked.kind == "opening" or (asked.kind is None and days):
        return _opening(asked, days, among, at)
    if asked.kind is None:
        return None
    found = list(_found(asked, among.documents))
    for document, keys in sorted(found, key=lambda each: not _is_told(each[1], each[0], asked)):
        return _answer(asked.kind, document, keys) if keys else None
    return None


def _found(asked: Asked, documents: Sequence[Json]) -> Iterator[tuple[Json, list[str]]]:
    """The products that the question is about, with the facts that answer it: none, when such a product has none."""
    for document in documents:
        subject = subject_of(document, asked) if document["kind"] == "product" else None
        if subject is not None:
            keys = Selection(document, asked, subject).keys()
            if keys or not subject.left:
                yield document, keys


def _is_told(keys: Sequence[str], document: Json, asked: Asked) -> bool:
    """Whether one of the facts is called just what is asked for."""
    return any(is_said(document["facts"][key]["label"], asked) for key in keys)


def in_order(document: Json) -> list[str]:
    """The keys of all facts: what it costs, how long it takes, how long it is valid, and then the others."""
    terms = (row["fact"] for row in document.get("terms", ()))
    return list(dict.fromkeys((*costs(document), *terms, *document["facts"])))


def _opening(asked: Asked, named: AskedDays | None, among: Answerable, at: datetime) -> dict[str, Any] | None:
    """Silence for days in between, and for a day without any other word that asks, unless it is of a place."""
    if asked.questions.days.span.search(asked.text):
        return None
    found = hours_asked(asked, named.said if named else frozenset(), among.documents, among.own, among.document)
    if found is None or (asked.kind is None and found[0]["kind"] != "location"):
        return None
    document, keys = found
    answer, facts = _answer("opening", document, keys), document["facts"]
    if named is None:
        return answer
    on_days = ((key, day) for key in keys for day in named.days)
    days = [told_on(day, key, document, named, at) for key, day in on_days]
    told = [f"{facts[each['fact']]['label']}: {each['text']}" for each in days]
    return answer | {"days": days, "text": "\n".join(told)}


def _answer(asks: str, document: Json, keys: Sequence[str]) -> dict[str, Any]:
    facts = {key: document["facts"][key] for key in keys}
    return {
        "asks": asks,
        "kind": document["kind"],
        "key": document["key"],
        "title": document["title"],
        "contentLocale": document["contentLocale"],
        "text": "\n".join(map(_sentence, facts.values())),
        "order": list(keys),
        "facts": facts,
        "days": [],
        "stops": {key: each for key, each in document.get("stops", {}).items() if key in facts},
    }


def _sentence(fact: Json) -> str:
    """By itself, so with its condition, direction and unit."""
    if FACT_KINDS[fact["kind"]].speaks_for_itself:
        return str(fact["text"])
    full = fact.get("full") or fact  # a document of before has no such form
    return f"{fact['label']}: {full['text']}"
