"""What a text says on one day in one locale: facts filled in, and what cannot be said noted as a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any, NamedTuple

from releases import canonical
from releases.facts import next_after, next_object, value_at, value_object
from releases.forms import date_forms, forms
from releases.machine import machine_attribute
from releases.markup import MarkupError, ResolvedReference, fact_mark, links_of, parse, to_html, to_plain, to_spoken
from releases.problems import Problem
from releases.references import ASPECTS, references
from releases.snapshot import Markup, Passage, Snapshot
from releases.values import DatedValue, Fact, Money

MISSING = ResolvedReference("…", "…", "…", "")
EXCERPT = 160


class Told(NamedTuple):
    """A fact on a day: its canonical object, that object's bytes, and each aspect that it has."""

    fact: Fact
    object: dict[str, Any]
    body: bytes
    aspects: dict[str, ResolvedReference]
    value: DatedValue


class FactBook:
    """The facts of a snapshot, each told once per value and locale."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._facts = snapshot.facts
        self._told: dict[tuple[str, str, date], Told | None] = {}

    def told(self, key: str, locale: str, day: date) -> Told | None:
        """None when nothing is true of the fact on `day`, or there is no such fact."""
        asked = (key, locale, day)
        if asked not in self._told:
            self._told[asked] = self._tell(key, locale, day)
        return self._told[asked]

    def _tell(self, key: str, locale: str, day: date) -> Told | None:
        fact = self._facts.get(key)
        value = value_at(fact, day) if fact else None
        return _told(fact, value, next_after(fact, day), locale) if fact and value else None


class Rendered(NamedTuple):
    """A text in its three forms, and the keys of the facts that it tells, in order."""

    html: str = ""
    plain: str = ""
    spoken: str = ""
    keys: tuple[str, ...] = ()

    def __add__(self, other: Rendered) -> Rendered:  # type: ignore[override]
        if not other.html:
            return self
        if not self.html:
            return other
        keys = (*self.keys, *(key for key in other.keys if key not in self.keys))
        return Rendered(self.html + other.html, f"{self.plain}\n\n{other.plain}", f"{self.spoken} {other.spoken}", keys)


@dataclass
class Telling:
    """Renders the texts of one subject as they hold on `day` in `locale`; collects problems."""

    snapshot: Snapshot
    book: FactBook
    subject: tuple[str, str]
    locale: str
    day: date
    problems: list[Problem] = field(default_factory=list)

    def told(self, key: str) -> Told | None:
        return self.book.told(key, self.locale, self.day)

    def mark(self, key: str, aspect: str = "value") -> str:
        """The fact as marked HTML, for tables."""
        told = self.told(key)
        return fact_mark(key, aspect, told.aspects.get(aspect, MISSING) if told else MISSING)

    def passages(self, passages: Iterable[Passage], place: str) -> Rendered:
        """The passages that hold on this day, one after the other."""
        return sum((self.text(p.text, place) for p in passages if self._holds(p, place)), start=Rendered())

    def text(self, markup: Markup, place: str) -> Rendered:
        try:
            tree = parse(markup)
        except MarkupError as error:
            self._problem("markup", place, frozenset(), {"element": str(error)}, markup)
            return Rendered(escape(markup), markup, markup)
        for key in links_of(tree):
            if key not in self.snapshot.products:
                self._problem("unknownProduct", place, frozenset({f"product:{key}"}), {"product": key}, markup)

        def resolve(key: str, aspect: str) -> ResolvedReference:
            return self._resolve(key, aspect, place, markup)

        keys = tuple(dict.fromkeys(key for key, _ in references(markup)))
        return Rendered(to_html(tree, resolve), to_plain(tree, resolve), to_spoken(tree, resolve), keys)

    def _resolve(self, key: str, aspect: str, place: str, markup: Markup) -> ResolvedReference:
        told = self.told(key)
        found = told.aspects.get(aspect) if told else None
        if found is not None:
            return found
        if key not in self.snapshot.facts:
            code = "unknownReference"
        elif aspect not in ASPECTS:
            code = "unknownAspect"
        else:
            code = {"next": "noNext", "nextDate": "noNext", "article": "noArticle"}.get(aspect, "noValue")
        params = {"fact": key, "aspect": aspect, "day": self.day.isoformat()}
        self._problem(code, place, frozenset({f"fact:{key}"}), params, markup)
        return MISSING

    def _holds(self, passage: Passage, place: str) -> bool:
        if passage.valid_from and self.day < passage.valid_from:
            return False
        if passage.valid_until and self.day >= passage.valid_until:
            return False
        if not passage.condition:
            return True
        told = self.told(passage.fact or "")
        if told is None:
            sources = frozenset({f"fact:{passage.fact}"})
            self._problem("unknownReference", place, sources, {"fact": passage.fact or ""}, passage.text)
            return False
        if passage.condition == "hasNext":
            return "next" in told.aspects
        value = told.value.value
        return isinstance(value, Money) and value.amount == Decimal(0)

    def _problem(self, code: str, place: str, sources: frozenset[str], params: dict[str, str], markup: Markup) -> None:
        self.problems.append(
            Problem(code, self.subject, self.locale, place, sources, params, excerpt(markup, params.get("fact", "")))
        )


def excerpt(markup: Markup, key: str = "") -> str:
    """The sentence that refers to `key`, or the beginning of the text; references stand as [key]."""
    try:
        plain = to_plain(parse(markup), lambda name, _: ResolvedReference("", f"[{name}]", "", ""))
    except MarkupError:
        plain = markup
    sentences = [sentence.strip() for sentence in " ".join(plain.split()).replace("! ", ". ").split(". ")]
    wanted = next((sentence for sentence in sentences if key and f"[{key}]" in sentence), sentences[0])
    return wanted if len(wanted) <= EXCERPT else wanted[: EXCERPT - 1] + "…"


def _told(fact: Fact, value: DatedValue, following: DatedValue | None, locale: str) -> Told:
    found = value_object(fact, value, locale)
    found["next"] = next_object(fact, following, locale) if following else None
    aspects = {"value": _reference(fact, value, locale)}
    if value.legal_article:
        article = value.legal_article
        aspects["article"] = ResolvedReference(article, article, article, article)
    if following and following.valid_from:
        aspects["next"] = _reference(fact, following, locale)
        aspects["nextDate"] = ResolvedReference(
            *date_forms(following.valid_from, locale), following.valid_from.isoformat()
        )
    return Told(fact, found, canonical.dumps(found), aspects, value)


def _reference(fact: Fact, value: DatedValue, locale: str) -> ResolvedReference:
    return ResolvedReference(*forms(value.value, locale, fact.label), machine_attribute(value.value, locale))
