"""Clears documents that are plainly right, on their bytes, so that a publish of thousands can afford its proof.

What it does not clear may still be right: `releases.parity` decides. What it clears, parity would clear too: each fact
stands in it as its source says, each mark as that fact says, and nothing is told that is not there, or the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import orjson

from releases import canonical
from releases.documents import Document
from releases.facts import fact_object
from releases.forms import date_forms
from releases.markup import ResolvedReference, fact_mark
from releases.parity import attribute_of
from releases.values import Fact

Json = Mapping[str, Any]
LISTS = (b'"facts":[', b'"hours":[')
SINGLES = (b'"fact":"', b'"hours":"', b'"contact":"')
PROMISED = b'"everywhere":['
LOCALE = b'"contentLocale":"'
ONE_PER_FACT = b'"legalArticle":'


class Expected(NamedTuple):
    """The bytes of a fact among a document's facts, of its key anywhere, and of its marks in HTML, one per aspect."""

    member: bytes
    name: bytes
    marks: tuple[bytes, ...]


class Clearing:
    """For documents of one day."""

    def __init__(self, facts: Mapping[str, Fact], day: date) -> None:
        self._facts, self._day = facts, day
        self._expected: dict[tuple[str, bytes], Expected | None] = {}
        self._promises: dict[str, bytes] = {}

    def clears(self, document: Document, body: bytes) -> bool:
        if document.kind == "branding":
            return False
        promised = _between(body, PROMISED, b"]")
        if document.kind == "product" and self._promises.setdefault(document.key, promised) != promised:
            return False
        locale = _between(body, LOCALE, b'"')
        expected = [found for key in document.uses if (found := self._expect(key, locale))]
        present = {found.name: found for found in expected if found.member in body}
        if body.count(ONE_PER_FACT) != len(present):
            return False
        return _tells(body, present, set(promised.split(b",")) - {b""})

    def _expect(self, key: str, locale: bytes) -> Expected | None:
        if (key, locale) not in self._expected:
            fact = self._facts.get(key)
            made = fact_object(fact, self._day, locale.decode()) if fact else None
            self._expected[key, locale] = _expected(key, made, locale.decode()) if made else None
        return self._expected[key, locale]


def _expected(key: str, made: Json, locale: str) -> Expected:
    name = orjson.dumps(key)
    marks = (
        fact_mark(key, aspect, ResolvedReference(text, text, text, attribute))
        for aspect, text, attribute in _aspects(made, locale)
    )
    return Expected(name + b":" + canonical.dumps(made), name, tuple(orjson.dumps(mark)[1:-1] for mark in marks))


def _aspects(made: Json, locale: str) -> Iterator[tuple[str, str, str]]:
    """Each with its text and its attribute."""
    yield "value", made["text"], attribute_of(made["kind"], made["value"])
    if made["legalArticle"]:
        yield "article", made["legalArticle"], made["legalArticle"]
    if following := made["next"]:
        starts = following["validFrom"]
        yield "next", following["text"], attribute_of(made["kind"], following["value"])
        yield "nextDate", date_forms(date.fromisoformat(starts), locale).text, starts


def _tells(body: bytes, present: Mapping[bytes, Expected], promised: set[bytes]) -> bool:
    """Every mark is one of these facts', every fact is told, and every key that is told or promised is a fact."""
    marks = {name: sum(map(body.count, expected.marks)) for name, expected in present.items()}
    if body.count(b"data-fact=") != sum(marks.values()):
        return False
    listed = set(_listed(body))
    told = listed.union(name for name, count in marks.items() if count)
    return listed <= present.keys() and present.keys() <= told and promised <= told


def _listed(body: bytes) -> Iterator[bytes]:
    """The keys that tables, routes and steps name."""
    for opening in LISTS:
        for part in body.split(opening)[1:]:
            yield from filter(None, part[: part.index(b"]")].split(b","))
    for opening in SINGLES:
        for part in body.split(opening)[1:]:
            yield b'"' + part[: part.index(b'"') + 1]


def _between(body: bytes, opening: bytes, closing: bytes) -> bytes:
    start = body.find(opening)
    return b"" if start < 0 else body[start + len(opening) : body.index(closing, start + len(opening))]
