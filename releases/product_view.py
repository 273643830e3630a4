"""One product as it is on one day in one locale: what all channels share, each piece rendered once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

import orjson

from releases import canonical, product_tables
from releases.section_titles import section_title
from releases.snapshot import SECTION_KINDS, Product, ProductText, Section
from releases.telling import Rendered, Telling, Told
from releases.values import Statement, StatementRole
from releases.wording import pick

Json = dict[str, Any]
ROLE_SECTION: Mapping[StatementRole, str] = {"condition": "conditions", "bring": "bring", "step": "steps"}
KIND_SECTION = {"contact": "contact", "openingHours": "contact", "link": "particulars"}
IN_TABLES = frozenset({"amount", "term", "validity"})


class ShownSection(NamedTuple):
    id: str
    kind: str
    title: str
    content: Rendered

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "html": self.content.html,
            "plain": self.content.plain,
            "facts": list(self.content.keys),
        }


@dataclass
class ProductView:
    product: Product
    text: ProductText
    telling: Telling

    @property
    def locale(self) -> str:
        return self.telling.locale

    @cached_property
    def told(self) -> dict[str, Told]:
        """The product's own facts and those of its routes, in order."""
        keys = dict.fromkeys([*(fact.key for fact in self.product.facts), *self.route_keys])
        found = ((key, self.telling.told(key)) for key in keys)
        return {key: told for key, told in found if told}

    @cached_property
    def route_keys(self) -> tuple[str, ...]:
        keys = (key for route in self.product.routes for key in (route.hours, route.contact, *route.facts) if key)
        return tuple(dict.fromkeys(keys))

    @cached_property
    def bring(self) -> list[Told]:
        """The things to bring, as the product's facts say."""
        return [told for told in self.told.values() if _role(told) == "bring"]

    @cached_property
    def sections(self) -> tuple[ShownSection, ...]:
        """In the vocabulary's order; a fact that no text or table tells stands in the section where it belongs."""
        written: dict[str, list[ShownSection]] = {}
        for section in self.text.sections:
            written.setdefault(section.kind, []).append(self._section(section, len(written.get(section.kind, []))))
        mentioned = {key for shown in written.values() for section in shown for key in section.content.keys}
        for kind, keys in self._homeless(mentioned).items():
            extra = self._fact_list(keys)
            shown = written.setdefault(kind, [ShownSection(kind, kind, section_title(kind, self.locale), Rendered())])
            shown[-1] = shown[-1]._replace(content=shown[-1].content + extra)
        return tuple(section for kind in SECTION_KINDS for section in written.get(kind, ()))

    @cached_property
    def tariffs(self) -> list[product_tables.TariffTable]:
        return product_tables.tariff_tables(self.telling, list(self.told.values()))

    @cached_property
    def terms(self) -> list[Told]:
        return [told for told in self.told.values() if told.fact.kind in ("term", "validity")]

    @cached_property
    def notes(self) -> Rendered:
        return self.telling.text(self.text.desk_notes, "desk.notes") + self.telling.text(
            self.text.desk_bring, "desk.bring"
        )

    @cached_property
    def internal_notes(self) -> Rendered:
        return self.telling.text(self.text.internal_notes, "internalNotes")

    @cached_property
    def surroundings(self) -> Json:
        return product_tables.surroundings(self.product, self.telling)

    @cached_property
    def shared(self) -> Json:
        """The members that every channel's product document has; each already in its canonical bytes."""
        return {name: orjson.Fragment(canonical.dumps(member)) for name, member in self._members().items()}

    def _members(self) -> Json:
        return {
            "kind": "product",
            "key": self.product.key,
            "contentLocale": self.locale,
            "title": self.text.title,
            "summary": self.text.summary,
            "names": [{"kind": kind, "name": name} for kind, name in self.text.names],
            "upl": [{"name": upl.name, "uri": upl.uri} for upl in self.product.upl],
            "audiences": list(self.product.audiences),
            "externalCodes": [{"system": code.system, "code": code.code} for code in self.product.external_codes],
            "everywhere": [fact.key for fact in self.product.facts if fact.everywhere],
            **self.surroundings,
            "sections": [section.as_json() for section in self.sections],
            "tariffs": [table.as_json() for table in self.tariffs],
            "terms": [{"fact": told.fact.key, "label": pick(told.fact.label, self.locale)} for told in self.terms],
        }

    @cached_property
    def shared_uses(self) -> dict[str, list[str]]:
        """Where the shared members tell each fact: section ids."""
        places = [(section.id, section.content.keys) for section in self.sections]
        places += [("tariffs", table.keys) for table in self.tariffs]
        places += [("terms", tuple(told.fact.key for told in self.terms)), ("routes", self.route_keys)]
        found: dict[str, list[str]] = {}
        for place, keys in places:
            for key in keys:
                found.setdefault(key, []).append(place)
        return found

    def _section(self, section: Section, earlier: int) -> ShownSection:
        name = section.kind if not earlier else f"{section.kind}-{earlier + 1}"
        title = section.title or section_title(section.kind, self.locale)
        return ShownSection(name, section.kind, title, self.telling.passages(section.passages, f"sections.{name}"))

    def _homeless(self, mentioned: set[str]) -> dict[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for key, told in self.told.items():
            if key not in mentioned and key not in self.route_keys and told.fact.kind not in IN_TABLES:
                found.setdefault(_home(told), []).append(told)
        return found

    def _fact_list(self, facts: list[Told]) -> Rendered:
        marks = "".join(f"<li>{_labelled(told, self)}</li>" for told in facts)
        plain = "\n".join(f"- {_said(told, 'plain')}" for told in facts)
        spoken = " ".join(_said(told, "spoken") for told in facts)
        return Rendered(f"<ul>{marks}</ul>", plain, spoken, tuple(told.fact.key for told in facts))


def texts_of(text: ProductText) -> Iterator[str]:
    """Every markup in a product's texts, of all channels."""
    yield from (passage.text for section in text.sections for passage in section.passages)
    yield from (passage.text for moment in text.contact_moments for passage in moment.body)
    yield from (text.desk_notes, text.desk_bring, text.internal_notes)
    yield from (step.text for step in text.phone_steps)


def _role(told: Told) -> StatementRole | None:
    return told.value.value.role if isinstance(told.value.value, Statement) else None


def _home(told: Told) -> str:
    role = _role(told)
    return ROLE_SECTION[role] if role else KIND_SECTION[told.fact.kind]


def _labelled(told: Told, view: ProductView) -> str:
    mark = view.telling.mark(told.fact.key)
    return mark if told.fact.kind in ("statement", "link") else f"{escape(told.object['label'])}: {mark}"


def _said(told: Told, form: str) -> str:
    said = str(told.object[form])
    return said if told.fact.kind in ("statement", "link") else f"{told.object['label']}: {said}"
