"""A summary of a call for the customer's record: what was said, with the citation by which it can be looked up."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from clients.phone.call import Call
from clients.shared.hub.reader import Document
from clients.shared.hub.visit import Visit
from clients.shared.languages.dates import long_date


def summary_of(call: Call, document: Document, release: str, visit: Visit, texts: Document) -> str:
    """Plain text: what was said and answered, each fact in it once, and the release and day that have it."""
    return "\n".join(
        [document["title"], *_said(call), *_facts(call, document, texts), *_source(document, release, visit, texts)]
    )


def _steps(call: Call) -> list[Document]:
    return [*(visited.step for visited in call.trail), *([call.step] if call.step else [])]


def _said(call: Call) -> Iterator[str]:
    for visited in call.trail:
        yield f"- {_one_line(visited.step)}{f' → {visited.label}' if visited.label else ''}"
    if call.step:
        yield f"- {_one_line(call.step)}"


def _facts(call: Call, document: Document, texts: Document) -> Iterator[str]:
    keys = dict.fromkeys(key for step in _steps(call) for key in step["facts"])
    if keys:
        yield f"{texts['citedFacts']}:"
    for key in keys:
        fact = document["facts"][key]
        yield f"- {fact['label']}: {fact['text']} ({key})"


def _source(document: Document, release: str, visit: Visit, texts: Document) -> Iterator[str]:
    yield f"{texts['release']} {release}, {long_date(visit.day, document['contentLocale'])}"
    path = f"/api/v1/channels/{document['channel']}/documents/{document['kind']}/{document['key']}"
    parameters = {"at": visit.at or visit.day.isoformat(), "locale": document["locale"], "release": release}
    yield f"{texts['citation']}: {path}?{urlencode(parameters)}"


def _one_line(step: Document) -> str:
    return " ".join(step["plain"].split())
