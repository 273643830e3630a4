"""Texts, from rich text and stream fields to source markup and passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from releases import snapshot as told
from releases.core.contact_moments import CaseCondition
from releases.texts.references import references

LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")(?=[^>]*\bid="(\d+)")[^>]*>')
RICH_TEXTS = ("desk_notes", "desk_bring", "internal_notes")
STREAMS = ("sections", "contact_moments", "phone_steps")
Raw = Mapping[str, Any]


class TextReader:
    """Knows the keys of the pages, facts and contact moments that texts refer to by id."""

    def __init__(self, pages: Mapping[int, str], facts: Mapping[int, str], moments: Mapping[int, str]) -> None:
        self._pages, self._facts, self._moments = pages, facts, moments

    def product_text(self, page: Any, names: tuple[tuple[str, str], ...]) -> told.ProductText:
        return told.ProductText(
            title=page.title,
            summary=page.summary,
            public_address=page.public_address,
            names=names,
            sections=tuple(map(self._section, raw(page.sections))),
            contact_moments=tuple(map(self._message, raw(page.contact_moments))),
            desk_notes=self._markup(page.desk_notes),
            desk_bring=self._markup(page.desk_bring),
            phone_steps=tuple(map(self._step, raw(page.phone_steps))),
            internal_notes=self._markup(page.internal_notes),
        )

    def _markup(self, html: str) -> told.Markup:
        """Links to a page become links to a product by its key."""
        return LINK.sub(self._link, html) if 'linktype="page"' in html else html

    def _link(self, link: re.Match[str]) -> str:
        return f'<a linktype="product" key="{self._pages.get(int(link[1]), "")}">'

    def _section(self, block: Raw) -> told.Section:
        value = block["value"]
        return told.Section(block["type"], self._passages(value["passages"]), value.get("title") or "")

    def _message(self, block: Raw) -> told.ContactMomentText:
        value = block["value"]
        moment = self._moments.get(value["moment"], "")
        return told.ContactMomentText(
            moment, value["subject"], value.get("preheader") or "", self._passages(value["body"])
        )

    def _step(self, block: Raw) -> told.PhoneStep:
        value = block["value"]
        listed = _listed(value.get("choices"))
        choices = tuple(told.PhoneChoice(choice["label"], choice.get("goto") or "") for choice in listed)
        return told.PhoneStep(value["id"], value["kind"], self._markup(value["text"]), choices)

    def _passages(self, blocks: list[Raw]) -> tuple[told.Passage, ...]:
        return tuple(map(self._passage, blocks))

    def _passage(self, block: Raw) -> told.Passage:
        value = block["value"]
        if block["type"] == "text":
            return told.Passage(self._markup(value))
        if block["type"] == "case":
            case = CaseCondition(value["field"], value["operator"], value.get("value") or "")
            return told.Passage(self._markup(value["text"]), case=case)
        return told.Passage(
            text=self._markup(value["text"]),
            valid_from=_day(value.get("valid_from")),
            valid_until=_day(value.get("valid_until")),
            condition=value.get("condition") or "",
            fact=self._facts.get(value.get("fact")) if value.get("fact") else None,
        )


def raw(stream: Any) -> list[Raw]:
    """The stored form of a stream, also of one that came from a form."""
    return list(stream.get_prep_value()) if stream else []


def markups(page: Any) -> Iterator[str]:
    """Every piece of rich text on the page."""
    yield from (getattr(page, name) for name in RICH_TEXTS)
    for name in STREAMS:
        yield from _strings(raw(getattr(page, name)))


def fact_keys(page: Any) -> set[str]:
    return {reference.key for markup in markups(page) if "<embed" in markup for reference in references(markup)}


def linked_pages(page: Any) -> set[int]:
    return {int(link[1]) for markup in markups(page) if "linktype" in markup for link in LINK.finditer(markup)}


def condition_facts(page: Any) -> set[int]:
    """Ids of the facts on which passages depend."""
    blocks = [*raw(page.sections), *raw(page.contact_moments)]
    passages = (each for block in blocks for each in block["value"].get("passages") or block["value"].get("body") or ())
    return {each["value"]["fact"] for each in passages if each["type"] == "occasional" and each["value"].get("fact")}


def moments(page: Any) -> set[int]:
    return {block["value"]["moment"] for block in raw(page.contact_moments) if block["value"]["moment"]}


def _strings(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _listed(items: Any) -> Iterator[Raw]:
    """The values of a list block, stored with or without ids."""
    return (item["value"] if item.get("type") == "item" else item for item in items or ())


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
