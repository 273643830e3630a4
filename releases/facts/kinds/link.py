"""A link: an address on the web that goes by the label of its fact."""

from __future__ import annotations

from dataclasses import dataclass

from languages.registry import wording_of
from releases.facts import spoken
from releases.facts.kind import Kind
from releases.facts.values import Fact, LocaleText, Value
from releases.facts.wording import Forms, pick


@dataclass(frozen=True)
class Link(Value):
    url: LocaleText


def link_forms(link: Link, locale: str, label: LocaleText) -> Forms:
    name = pick(label, locale)
    return Forms(name, f"{name} ({pick(link.url, locale)})", name)


def _predicate(link: Link, fact: Fact, locale: str, measured: Forms) -> Forms:
    """The address in place of the label, which is the subject."""
    url = pick(link.url, locale)
    return Forms(url, url, spoken.address(url, locale)).within(wording_of(locale).predicates["link"])


KIND: Kind[Link] = Kind(
    name="link",
    forms=link_forms,
    machine=lambda value, locale: {"url": pick(value.url, locale)},
    predicate=_predicate,
    attribute=(("url",),),
    section=lambda value: "particulars",
    speaks_for_itself=True,
)
