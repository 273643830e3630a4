"""A link: an address on the web that goes by the label of its fact."""

from __future__ import annotations

from dataclasses import dataclass

from releases.facts.kind import Kind
from releases.facts.values import LocaleText, Value
from releases.facts.wording import Forms, pick


@dataclass(frozen=True)
class Link(Value):
    url: LocaleText


def link_forms(link: Link, locale: str, label: LocaleText) -> Forms:
    name = pick(label, locale)
    return Forms(name, f"{name} ({pick(link.url, locale)})", name)


KIND: Kind[Link] = Kind(
    name="link",
    forms=link_forms,
    machine=lambda value, locale: {"url": pick(value.url, locale)},
    attribute=(("url",),),
    section=lambda value: "particulars",
    speaks_for_itself=True,
)
