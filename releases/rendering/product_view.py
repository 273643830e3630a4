"""One product as it is on one day in one locale: what all channels share, each piece rendered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from releases.core import canonical
from releases.rendering.availability import availability_object, availability_paragraph
from releases.rendering.fact_book import RenderedFact
from releases.rendering.product_tables import Table, tariff_tables, term_rows
from releases.rendering.routes import route_keys, route_object
from releases.rendering.sections import ShownSection, section_of, shown_sections
from releases.rendering.texts import Rendered, TextRenderer
from releases.snapshot import Product, ProductText

Json = dict[str, Any]
Ready = Mapping[str, orjson.Fragment]


@dataclass
class ProductView:
    """`surroundings` are the members that no date changes; `ready` has them in bytes."""

    product: Product
    text: ProductText
    renderer: TextRenderer
    surroundings: Json
    ready: Ready

    @property
    def locale(self) -> str:
        return self.renderer.locale

    @cached_property
    def everywhere(self) -> tuple[RenderedFact, ...]:
        """The facts that every channel tells; one that is not true yet waits for its first day."""
        keys = dict.fromkeys(fact.key for fact in self.product.facts if fact.everywhere)
        return tuple(told for key in keys if (told := self.renderer.told(key)))

    @cached_property
    def route_keys(self) -> tuple[str, ...]:
        return tuple(key for key in route_keys(self.product) if self.renderer.told(key))

    @cached_property
    def bring(self) -> tuple[RenderedFact, ...]:
        """What to bring: the rules with that role among the product's facts, or in the text for the desk."""
        noted = (self.renderer.told(key) for key in self.desk_bring.keys)
        found = {told.fact.key: told for told in (*self.everywhere, *noted) if told}
        return tuple(told for told in found.values() if section_of(told) == "bring")

    @cached_property
    def sections(self) -> tuple[ShownSection, ...]:
        return shown_sections(self.text.sections, self.everywhere, self.route_keys, self.renderer)

    @cached_property
    def in_short(self) -> Rendered:
        shown = [section.content for section in self.sections if section.kind == "inShort"]
        return shown[0] if shown else Rendered()

    @cached_property
    def tariffs(self) -> tuple[Table, ...]:
        return tariff_tables(self.everywhere, self.renderer.snapshot, self.locale)

    @cached_property
    def terms(self) -> tuple[RenderedFact, ...]:
        return term_rows(self.everywhere)

    @cached_property
    def routes(self) -> list[Json]:
        return [route_object(route, self.product, self.renderer) for route in self.product.routes]

    @cached_property
    def availability(self) -> Json:
        return availability_object(self.product.availability, self.renderer, "product")

    @cached_property
    def unavailable(self) -> Rendered:
        """The paragraph for messages; nothing while one can ask for the product."""
        return availability_paragraph(self.availability, self.text.title, self.locale)

    @cached_property
    def desk_bring(self) -> Rendered:
        return self.renderer.text(self.text.desk_bring, "deskBring")

    @cached_property
    def internal_notes(self) -> Rendered:
        return self.renderer.text(self.text.internal_notes, "internalNotes")

    @cached_property
    def lapsed(self) -> tuple[str, ...]:
        """The facts to tell that had a value and have none on this day, or never have one."""
        listed = (fact.key for fact in self.product.facts if fact.everywhere)
        keys = dict.fromkeys([*listed, *route_keys(self.product)])
        lapsed = tuple(key for key in keys if not self.renderer.told(key) and not self.renderer.is_awaited(key))
        for key in lapsed:
            self.renderer.note_untold(key, "facts")
        return lapsed

    @cached_property
    def shared(self) -> Ready:
        """The members that a product's document has in every channel."""
        terms = [{"fact": told.fact.key, "label": told.object["label"]} for told in self.terms]
        members = {
            "availability": self.availability,
            "everywhere": [told.fact.key for told in self.everywhere],
            "routes": self.routes,
            "sections": [section.as_json() for section in self.sections],
            "tariffs": [table.as_json() for table in self.tariffs],
            "terms": terms,
        }
        return {**self.ready, **in_bytes(members)}

    @cached_property
    def shared_uses(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Where the shared members tell facts: section ids and the names of members."""
        terms = tuple(told.fact.key for told in self.terms)
        tables = (("tariffs", table.keys) for table in self.tariffs)
        sections = ((section.id, section.content.keys) for section in self.sections)
        return (*sections, *tables, ("terms", terms), ("routes", self.route_keys))


def in_bytes(members: Json) -> Ready:
    """Each member in its canonical form, to be put into many documents."""
    return {name: orjson.Fragment(canonical.dumps(member)) for name, member in members.items()}
