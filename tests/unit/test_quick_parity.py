"""The quick look at bytes clears every document that is right, and none that parity would object to."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from releases import canonical
from releases.compiler import compile_snapshot
from releases.documents import Document
from releases.parity import check_documents
from releases.periods import starts_of
from releases.quick_parity import Clearing
from tests.unit.snapshots import snapshot

DAYS = (date(2026, 6, 1), date(2027, 6, 1))
SNAPSHOT = snapshot()
COMPILED = compile_snapshot(SNAPSHOT).documents
Json = dict[str, Any]


def body_on(document: Document, day: date) -> bytes:
    started = [period.body for period in document.periods if period.starts is None or period.starts <= starts_of(day)]
    return started[-1]


def clears(document: Document, body: bytes, day: date) -> bool:
    """After the document as it should be, so that a difference from that shows."""
    clearing = Clearing(SNAPSHOT.facts, day)
    clearing.clears(document, body_on(document, day))
    return clearing.clears(document, body)


@pytest.mark.parametrize("day", DAYS)
def test_all_that_is_compiled_is_cleared_except_for_house_style(day: date) -> None:
    clearing = Clearing(SNAPSHOT.facts, day)
    doubtful = {document.kind for document in COMPILED if not clearing.clears(document, body_on(document, day))}
    assert doubtful == {"branding"}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from leaves(member, (*path, name))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from leaves(member, (*path, index))
    else:
        yield path


def at(document: Json, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def with_other_leaf(document: Json, path: tuple[Any, ...]) -> Json:
    changed = copy.deepcopy(document)
    value = at(changed, path)
    at(changed, path[:-1])[path[-1]] = f"{value}!" if isinstance(value, str) else "!"
    return changed


def without_member(document: Json, path: tuple[Any, ...]) -> Json:
    changed = copy.deepcopy(document)
    del at(changed, path[:-1])[path[-1]]
    return changed


def with_other_marks(document: Json, path: tuple[Any, ...]) -> Iterator[Json]:
    """One mark at a time: another value, another text, another key, or no mark at all."""
    html = at(document, path)
    if not isinstance(html, str) or "data-fact" not in html:
        return
    for pattern, replacement in (
        (r' value="', ' value="9'),
        (r'">([^<]+)</data>', r'">9\1</data>'),
        (r'data-fact="', 'data-fact="een.ander.'),
        (r"<data [^>]*>([^<]*)</data>", r"\1"),
    ):
        changed = copy.deepcopy(document)
        at(changed, path[:-1])[path[-1]] = re.sub(pattern, replacement, html, count=1)
        yield changed


def mutants(document: Json) -> Iterator[Json]:
    for path in leaves(document):
        if path[0] not in ("channel", "contentLocale", "kind", "key", "locale"):
            yield with_other_leaf(document, path)
            yield from with_other_marks(document, path)
    for key in document["facts"]:
        yield without_member(document, ("facts", key))
    for index in range(len(document["everywhere"])):
        yield without_member(document, ("everywhere", index))


@pytest.mark.parametrize("channel", ["website", "email", "desk", "phone"])
def test_what_parity_would_object_to_is_never_cleared(channel: str) -> None:
    day = DAYS[0]
    document = next(each for each in COMPILED if (each.channel, each.kind, each.locale) == (channel, "product", "nl"))
    right, caught = json.loads(body_on(document, day)), 0
    for mutant in mutants(right):
        if clears(document, canonical.dumps(mutant), day):
            assert check_documents([right, mutant]) == []
        else:
            caught += 1
    assert caught > 100
