"""The piece of a document that answers best, with the words of the question marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from languages.analysis import Analysis
from search.language.lexicon import Lexicon
from search.language.normalisation import TextSpan, composed, places

Json = Mapping[str, Any]
LONGEST, BEFORE = 220, 60
SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


class Snippet(NamedTuple):
    """`html` has <mark> around what is looked for; `internal`: from a note that is for employees only."""

    html: str
    internal: bool


@dataclass(frozen=True)
class Marker:
    """Marks the words that have one of the `wanted` stems, in texts of one language."""

    wanted: frozenset[str]
    lexicon: Lexicon
    language: Analysis

    def snippet(self, document: Json) -> Snippet:
        """The sentence with most of what is looked for; of equals the first. The summary when there is none."""
        told = ((sentence, False) for sentence in _told(document))
        noted = ((sentence, True) for sentence in _lines(document.get("internalNotes")))
        best, internal = max((*told, *noted), key=lambda each: len(self._stems(each[0])), default=("", False))
        return Snippet(self.marked(self._shortened(composed(best))), internal)

    def marked(self, text: str) -> str:
        """As HTML, with <mark> around each word that is looked for."""
        made, last = "", 0
        for place in self._found(text):
            made += f"{escape(text[last : place.start])}<mark>{escape(text[place.start : place.end])}</mark>"
            last = place.end
        return made + escape(text[last:])

    def _stems(self, sentence: str) -> frozenset[str]:
        return self.wanted & self.lexicon.stems_in(sentence, self.language)

    def _found(self, text: str) -> Iterator[TextSpan]:
        for place in places(text):
            if not self.wanted.isdisjoint(self.lexicon.stems_of(text[place.start : place.end], self.language)):
                yield place

    def _shortened(self, sentence: str) -> str:
        """At most `LONGEST` characters in whole words, with the first word that is looked for."""
        if len(sentence) <= LONGEST:
            return sentence
        first = next((place.start for place in self._found(sentence)), 0)
        start = 0 if first < LONGEST // 2 else sentence.rfind(" ", 0, first - BEFORE) + 1
        end = len(sentence) if len(sentence) - start <= LONGEST else sentence.rfind(" ", start, start + LONGEST)
        shown = sentence[start : end if end > start else start + LONGEST]
        return f"{'… ' if start else ''}{shown}{'' if sentence.endswith(shown) else ' …'}"


def _told(document: Json) -> Iterator[str]:
    """All but what is internal."""
    if "address" in document:
        yield "{street}, {postcode} {place}".format(**document["address"])
    yield document.get("summary", "")
    for part in (*document.get("sections", ()), *document.get("script", ())):
        yield from _lines(part)
        yield from (choice["label"] for choice in part.get("choices", ()))


def _lines(part: Json | None) -> Iterator[str]:
    for found in SENTENCE.split(part["plain"] if part else ""):
        if line := found.strip(" -"):
            yield line
