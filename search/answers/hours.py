"""The opening hours that a question asks for: of the place that it names, or else of the town hall."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from search.answers.asked import Asked, AskedWord
from search.answers.subjects import subject_of

Json = Mapping[str, Any]
Documents = Callable[[str], Json | None]
PLACE = "location/"


def hours_asked(
    asked: Asked,
    said_of_day: frozenset[str],
    documents: Sequence[Json],
    own: Json | None,
    document: Callable[[str], Json | None],
) -> tuple[Json, list[str]] | None:
    """The document and the keys of its hours. `own` is the municipality itself."""
    left = [word for word in asked.full if word.text not in said_of_day]
    calling = asked.questions.calling.search(asked.text)
    if all(_is_around(word, asked) for word in left):
        return _own_hours(own, "phone" if calling else "desk", document)
    for each in documents:
        subject = subject_of(each, asked)
        if subject is not None and not [word for word in subject.left if word in left]:
            keys = list(dict.fromkeys(_hours_of(each)))
            return (each, keys) if keys else None
    return None


def _is_around(word: AskedWord, asked: Asked) -> bool:
    return bool(asked.questions.calling.fullmatch(word.text))


def _own_hours(own: Json | None, channel: str, document: Documents) -> tuple[Json, list[str]] | None:
    """Told of the place where they hold, if that is told of by itself."""
    facts = own["facts"] if own else {}
    key = next((key for key in (own or {}).get("hours", ()) if facts[key]["value"]["channel"] == channel), None)
    if own is None or key is None:
        return None
    place = document(f"{PLACE}{facts[key]['value']['location']}")
    return (place, [key]) if place and key in place["facts"] else (own, [key])


def _hours_of(document: Json) -> Iterator[str]:
    """Of a place, or of the counters where one asks for a product."""
    facts = document["facts"]
    if document["kind"] == "product":
        at_counters = (route["hours"] for route in document.get("routes", ()) if route["kind"] == "desk")
        yield from (key for key in at_counters if key and facts[key]["value"]["location"])
    else:
        yield from document.get("hours", ())
