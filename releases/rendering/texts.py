"""Text on one day in one locale: facts filled in, and what cannot be said noted as a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import NamedTuple

from releases.core.intervals import bounds_of, contains, gaps
from releases.core.problems import Problem
from releases.facts.dated_values import BEGINNING
from releases.facts.kinds import kind_of
from releases.facts.values import Fact
from releases.rendering.fact_book import Aspect, FactBook, RenderedFact
from releases.snapshot import Markup, Passage, Snapshot
from releases.texts.excerpts import excerpt
from releases.texts.markup import MarkupError, ResolvedReference, parse, to_spoken
from releases.texts.parsed import filled, text_of
from releases.texts.references import ASPECTS

UNSAID = Aspect("", "…", "…", ResolvedReference("…", "…", "…", ""))
CODES = {"value": "noValue", "next": "noNext", "nextDate": "noNext", "article": "noArticle", "predicate": "noPredicate"}


class Rendered(NamedTuple):
    """A text as HTML and as plain text, and the keys of the facts that it tells, in order."""

    html: str = ""
    plain: str = ""
    keys: tuple[str, ...] = ()

    def then(self, other: Rendered) -> Rendered:
        if not (self.html and other.html):
            return self if self.html else other
        keys = tuple(dict.fromkeys(self.keys + other.keys))
        return Rendered(self.html + other.html, f"{self.plain}\n\n{other.plain}", keys)


@dataclass
class TextRenderer:
    """Renders the texts of `subject` as they are on `day` in `locale`.

    `problems` are what can never be right; `untold` holds, per fact, the places that tell it while it has no value.
    """

    snapshot: Snapshot
    book: FactBook
    subject: tuple[str, str]
    locale: str
    day: date
    problems: list[Problem] = field(default_factory=list)
    untold: dict[str, list[Problem]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._facts = self.book.on(self.day, self.locale)

    def told(self, key: str) -> RenderedFact | None:
        return self._facts[key]

    def is_awaited(self, key: str) -> bool:
        """Whether the fact gets its first value on a later day."""
        return self.book.begins_after(key, self.day)

    def passages(self, passages: Iterable[Passage], place: str) -> Rendered:
        """The passages that hold on this day, one after the other."""
        shown = Rendered()
        for passage in passages:
            if self._holds(passage, place):
                shown = shown.then(self.text(passage.text, place))
        return shown

    def text(self, markup: Markup, place: str) -> Rendered:
        try:
            text = text_of(markup)
        except MarkupError as error:
            self.note("markup", place, {"element": str(error)}, excerpt(markup))
            return Rendered(escape(markup), markup)
        for key in text.links:
            if key not in self.snapshot.products:
                self.note("unknownProduct", place, {"product": key}, excerpt(markup), f"product:{key}")
        if not text.references:
            return Rendered(text.html[0], text.plain[0])
        said = [self._say(key, aspect, place, markup) for key, aspect in text.references]
        holes = (part for aspect in said for part in (aspect.attribute, aspect.html))
        return Rendered(filled(text.html, holes), filled(text.plain, (each.plain for each in said)), text.keys)

    def line(self, markup: Markup, place: str) -> Rendered:
        """A text of one line; its HTML is what stands in the line, without a paragraph around it."""
        html, plain, keys = self.text(markup, place)
        return Rendered(html.removeprefix("<p>").removesuffix("</p>"), " ".join(plain.split()), keys)

    def spoken(self, markup: Markup) -> str:
        """As a voice says it; problems are those of the written text."""
        try:
            return to_spoken(parse(markup), lambda key, aspect: self._aspect(key, aspect).said)
        except MarkupError:
            return markup

    def note(self, code: str, place: str, params: dict[str, str], sentence: str = "", *sources: str) -> None:
        self.problems.append(self._problem(code, place, params, sentence, *sources))

    def note_untold(self, key: str, place: str, sentence: str = "") -> None:
        """The fact has no value on this day, or never (from the beginning), or is not there at all.

        `until`: the day on which it has one again.
        """
        fact = self.snapshot.facts.get(key)
        code = "noValue" if fact else "unknownReference"
        day = self.day if fact and fact.values else BEGINNING
        params = {"fact": key, "day": day.isoformat(), **_until(fact, day)}
        self.untold.setdefault(key, []).append(self._problem(code, place, params, sentence, f"fact:{key}"))

    def _say(self, key: str, aspect: str, place: str, markup: Markup) -> Aspect:
        said = self._aspect(key, aspect)
        if said is UNSAID:
            if self.told(key) is None:
                self.note_untold(key, place, excerpt(markup, key, aspect))
            else:
                code = CODES[aspect] if aspect in ASPECTS else "unknownAspect"
                params = {"fact": key, "aspect": aspect, "day": self.day.isoformat()}
                self.note(code, place, params, excerpt(markup, key, aspect), f"fact:{key}")
        return said

    def _aspect(self, key: str, aspect: str) -> Aspect:
        told = self.told(key)
        return told.aspects.get(aspect, UNSAID) if told else UNSAID

    def _holds(self, passage: Passage, place: str) -> bool:
        if not contains(bounds_of(passage), self.day):
            return False
        if not passage.condition:
            return True
        key = passage.fact or ""
        if key not in self.snapshot.facts:
            self.note("unknownReference", place, {"fact": key}, excerpt(passage.text), f"fact:{key}")
            return False
        told = self.told(key)
        if passage.condition == "hasNext":
            return told is not None and "next" in told.aspects
        return told is not None and kind_of(told.fact).is_free(told.value.value)

    def _problem(self, code: str, place: str, params: dict[str, str], sentence: str, *sources: str) -> Problem:
        named = frozenset({":".join(self.subject), *sources})
        return Problem(code, self.subject, self.locale, place, named, params, sentence)


def _until(fact: Fact | None, day: date) -> dict[str, str]:
    """The end of the gap between two values that `day` lies in, if it does."""
    gap = next((gap for gap in gaps(fact.values if fact else ()) if contains(gap, day)), None)
    return {"until": gap[1].isoformat()} if gap and gap[1] < date.max else {}
