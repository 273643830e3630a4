"""Marks around the facts that a client writes itself, the same as in a document's own HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from clients.shared.facts.machine_value import machine_attribute

Fact = Mapping[str, Any]
_LINK_FACT = re.compile(
    r'<data class="fact" data-fact="[^"]+"(?: data-aspect="full")? value="(https?://[^"]+)">[^<]*</data>'
)
_MONEY_FACT = re.compile(r'(<data class="fact"[^>]* value="-?\d+\.\d\d">)([^<%]*)(?=<)')
_PRICE = re.compile(r"-?(?:€\s?\d[\d.,]*\d|\d[\d.,]*\d\s€)")
_PRODUCT_LINK = re.compile(r'<a href="product:([a-z0-9.-]+)"')


def fact_mark(key: str, fact: Fact, aspect: str = "full") -> Markup:
    """`<data class="fact" data-fact="KEY" data-aspect="full" value="218.00">€ 218,00 per jaar</data>`"""
    if aspect == "full" and "full" not in fact:
        aspect = "value"
    source = fact["next"] if aspect == "next" else fact
    other = f' data-aspect="{escape(aspect)}"' if aspect != "value" else ""
    value = escape(machine_attribute(fact["kind"], source["value"]))
    text = _in_parts(fact) if aspect == "full" else escape(source["text"])
    mark = Markup(f'<data class="fact" data-fact="{escape(key)}"{other} value="{value}">{text}</data>')  # noqa: S704
    return _surrounded(mark, fact) if aspect == "next" else mark


def whole(fact: Fact) -> Mapping[str, str]:
    """The fact with its unit, direction and condition; a document of an older release has the value alone."""
    return fact.get("full", fact)


def _surrounded(mark: Markup, fact: Fact) -> Markup:
    """The next value with its unit and direction; the condition stands beside the value of today."""
    following = fact["next"]
    before, _, after = whole(following)["text"].partition(following["text"])
    return Markup("{}{}{}").format(before, mark, after.removesuffix(f" ({fact['conditions']})"))


def _in_parts(fact: Fact) -> Markup:
    """The value, and more quietly the direction before it, its unit and its condition."""
    before, value, after = whole(fact)["text"].partition(fact["text"])
    return Markup("{}{}{}").format(_quiet("way", before), value, _quiet("more", after)) if value else escape(before)


def _quiet(name: str, text: str) -> Markup:
    return Markup('<span class="{}">{}</span>').format(name, text) if text else Markup("")


def is_told(key: str, aspect: str, html: str) -> bool:
    """Whether the hub's own markup tells the fact so."""
    other = f' data-aspect="{aspect}"' if aspect != "value" else ""
    return f'data-fact="{key}"{other} value=' in html


def next_is_told(rows: Iterable[Mapping[str, str]], facts: Mapping[str, Fact], html: str) -> bool:
    """Whether it tells what comes next for all rows that have that: one silent row beside another would mislead."""
    changing = [row["fact"] for row in rows if facts[row["fact"]]["next"]]
    return all(is_told(key, "next", html) and not facts[key]["next"]["provisional"] for key in changing)


def document_html(html: str, product_url: Callable[[str], str]) -> Markup:
    """The hub's own markup, safe by its contract, with its product links leading to this client's pages."""
    linked = _PRODUCT_LINK.sub(lambda link: f'<a href="{escape(product_url(link[1]))}"', html)
    return in_one_piece(with_links(linked))


def in_one_piece(html: str) -> Markup:
    """Amounts that no line end parts from their euro sign."""
    return Markup(_MONEY_FACT.sub(_in_one_piece, str(html)))  # noqa: S704


def _in_one_piece(mark: re.Match[str]) -> str:
    begin, text = mark.groups()
    return begin + _PRICE.sub(r'<span class="money">\g<0></span>', text)


def with_links(html: str) -> Markup:
    """A marked fact whose value is an address, as a link to it."""
    return Markup(_LINK_FACT.sub(r'<a href="\1">\g<0></a>', str(html)))  # noqa: S704
