"""A product's sections in the order of the municipal vocabulary, with every fact that must be told in one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from languages.registry import wording_of
from releases.facts.kinds import kind_of
from releases.rendering.fact_book import RenderedFact
from releases.rendering.product_tables import fact_list
from releases.rendering.texts import Rendered, TextRenderer
from releases.snapshot import SECTION_KINDS, Section

KEY_FACTS = 6


class ShownSection(NamedTuple):
    id: str
    kind: str
    title: str
    content: Rendered

    def as_json(self) -> dict[str, Any]:
        html, plain, keys = self.content
        return {"id": self.id, "kind": self.kind, "title": self.title, "html": html, "plain": plain, "facts": [*keys]}


def shown_sections(
    sections: Iterable[Section], facts: Sequence[RenderedFact], elsewhere: Collection[str], renderer: TextRenderer
) -> tuple[ShownSection, ...]:
    """The written sections; a fact that neither they nor a table nor `elsewhere` tell is added where it belongs."""
    shown: dict[str, list[ShownSection]] = {}
    for section in sections:
        of_kind = shown.setdefault(section.kind, [])
        of_kind.append(_written(section, len(of_kind) + 1, renderer))
    mentioned = {key for of_kind in shown.values() for section in of_kind for key in section.content.keys}
    for kind, added in _homeless(facts, mentioned | set(elsewhere)).items():
        of_kind = shown.setdefault(kind, [_empty(kind, renderer.locale)])
        of_kind[-1] = of_kind[-1]._replace(content=of_kind[-1].content.then(fact_list(added)))
    if not any(section.content.html for section in shown.get("inShort", ())):
        shown["inShort"] = [_empty("inShort", renderer.locale)._replace(content=key_facts(facts))]
    return tuple(section for kind in SECTION_KINDS for section in shown.get(kind, ()) if section.content.html)


def section_of(told: RenderedFact) -> str:
    """The section in which the fact belongs."""
    return kind_of(told.fact).section(told.value.value)


def key_facts(facts: Iterable[RenderedFact]) -> Rendered:
    """The first amounts and terms: the short answer where nobody wrote one."""
    return fact_list([told for told in facts if kind_of(told.fact).in_short][:KEY_FACTS])


def _written(section: Section, number: int, renderer: TextRenderer) -> ShownSection:
    name = section.kind if number == 1 else f"{section.kind}-{number}"
    title = section.title or wording_of(renderer.locale).sections[section.kind]
    return ShownSection(name, section.kind, title, renderer.passages(section.passages, f"sections.{name}"))


def _empty(kind: str, locale: str) -> ShownSection:
    return ShownSection(kind, kind, wording_of(locale).sections[kind], Rendered())


def _homeless(facts: Iterable[RenderedFact], told_elsewhere: Collection[str]) -> dict[str, list[RenderedFact]]:
    found: dict[str, list[RenderedFact]] = {}
    for told in facts:
        if told.fact.key not in told_elsewhere and kind_of(told.fact).table is None:
            found.setdefault(section_of(told), []).append(told)
    return found
