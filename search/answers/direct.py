"""The direct answer to a question for a fact: what it costs, how long it takes, when it is open, what to bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from languages.analysis import Analysis
from releases.facts.kinds import FACT_KINDS
from search.language.lexicon import Lexicon

Json = Mapping[str, Any]
MOST = 6
# The terms that tell how long it takes, before those in which one must do something.
TAKING = frozenset({"produce", "decide"})


def direct_answer(
    document: Json, asks: str, subject: Sequence[frozenset[str]], lexicon: Lexicon, language: Analysis
) -> dict[str, Any] | None:
    """`subject` has, for each word that is asked about, the stems that it may be.

    Half of these words must be in what the document is called, so that no other product answers. Of the facts of the
    kind that is asked for, those are told whose label and conditions fit the question best.
    """
    called = lexicon.stems_in(" . ".join(_names(document)), language)
    if not subject or 2 * sum(not called.isdisjoint(stems) for stems in subject) < len(subject):
        return None
    fitting = {key: _fit(document["facts"][key], subject, lexicon, language) for key in _asked(document, asks)}
    keys = [key for key, fit in fitting.items() if fit == max(fitting.values())][:MOST]
    facts = {key: document["facts"][key] for key in keys}
    if not facts:
        return None
    return {
        "asks": asks,
        "kind": document["kind"],
        "key": document["key"],
        "title": document["title"],
        "text": "\n".join(map(_sentence, facts.values())),
        "order": keys,
        "facts": facts,
    }


def in_order(document: Json) -> list[str]:
    """The keys of all facts: what it costs, how long it takes, how long it is valid, and then the others."""
    listed = (key for asks in ("costs", "duration", "validity") for key in _listed(document, asks))
    return list(dict.fromkeys((*listed, *document["facts"])))


def _names(document: Json) -> list[str]:
    named = [each["name"] for member in ("names", "upl") for each in document.get(member, ())]
    return [document["title"], *named]


def _fit(fact: Json, subject: Sequence[frozenset[str]], lexicon: Lexicon, language: Analysis) -> int:
    about = lexicon.stems_in(f"{fact['label']} . {fact['conditions']}", language)
    return sum(not about.isdisjoint(stems) for stems in subject)


def _asked(document: Json, asks: str) -> list[str]:
    """The facts of the kind that is asked for, in the order in which the document tells them."""
    facts, found = document["facts"], list(dict.fromkeys(_listed(document, asks)))
    if asks == "duration":
        taking = [key for key in found if facts[key]["value"].get("role") in TAKING]
        return taking or found
    return found


def _listed(document: Json, asks: str) -> Iterator[str]:
    facts = document["facts"]
    match asks:
        case "costs":
            yield from (row["fact"] for tariff in document.get("tariffs", ()) for row in tariff["rows"])
            yield from (key for key, fact in facts.items() if FACT_KINDS[fact["kind"]].answers == asks)
        case "duration" | "validity":
            keys = (row["fact"] for row in document.get("terms", ()))
            yield from (key for key in keys if FACT_KINDS[facts[key]["kind"]].answers == asks)
        case "opening":
            yield from document.get("hours", ())
            yield from (route["hours"] for route in document.get("routes", ()) if route["hours"])
        case "bring":
            yield from (
                key for part in document.get("sections", ()) if part["kind"] == "bring" for key in part["facts"]
            )


def _sentence(fact: Json) -> str:
    if FACT_KINDS[fact["kind"]].speaks_for_itself:
        return str(fact["text"])
    conditions = f" ({fact['conditions']})" if fact["conditions"] else ""
    return f"{fact['label']}{conditions}: {fact['text']}"
