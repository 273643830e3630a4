"""The piece of a document that answers best, with the words of the question marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from search.language.languages import Language
from search.language.lexicon import Lexicon
from search.language.words import Place, composed, places

Json = Mapping[str, Any]
LONGEST, BEFORE = 220, 60
SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


@dataclass(frozen=True)
class Marker:
    """Marks the words that have one of the `wanted` stems, in texts of one language."""

    wanted: frozenset[str]
    lexicon: Lexicon
    language: Language

    def snippet(self, document: Json) -> str:
        """The sentence with most of what is looked for; of equals the first. The summary when there is none."""
        best = max(_sentences(document), key=lambda sentence: len(self._stems(sentence)), default="")
        return self.marked(self._shortened(composed(best)))

    def marked(self, text: str) -> str:
        """As HTML, with <mark> around each word that is looked for."""
        made, last = "", 0
        for place in self._found(text):
            made += f"{escape(text[last : place.start])}<mark>{escape(text[place.start : place.end])}</mark>"
            last = place.end
        return made + escape(text[last:])

    def _stems(self, sentence: str) -> frozenset[str]:
        return self.wanted & self.lexicon.stems_in(sentence, self.language)

    def _found(self, text: str) -> Iterator[Place]:
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


def _sentences(document: Json) -> Iterator[str]:
    if "address" in document:
        yield "{street}, {postcode} {place}".format(**document["address"])
    yield document.get("summary", "")
    internal = [document["internalNotes"]] if "internalNotes" in document else []
    for part in (*document.get("sections", ()), *document.get("script", ()), *internal):
        yield from (line for found in SENTENCE.split(part["plain"]) if (line := found.strip(" -")))
