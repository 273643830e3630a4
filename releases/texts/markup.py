"""Source markup: parsed once into a small tree, rendered as HTML, plain text or speech with the facts filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from textwrap import indent
from typing import NamedTuple, TypeGuard

BLOCKS = frozenset({"p", "h3", "h4", "li"})
LISTS = frozenset({"ul", "ol"})
INLINE = frozenset({"strong", "b", "em", "i", "a"})
VOID = frozenset({"br", "embed"})
ALLOWED = BLOCKS | LISTS | INLINE | VOID
WEB = ("https://", "http://")
SAFE_SCHEMES = (*WEB, "mailto:", "tel:")
PAUSES = (".", "!", "?", ":", ";", ",")


class MarkupError(ValueError):
    """The text has something that no channel can show; the message names it."""


class ResolvedReference(NamedTuple):
    """A reference with its value filled in; `attribute` is what programs read."""

    text: str
    plain: str
    spoken: str
    attribute: str


Resolve = Callable[[str, str], ResolvedReference]
Say = Callable[[str, str], str]


@dataclass
class Element:
    """`tag` "" is the root. Children are elements and texts; `key` and `aspect` belong to a fact, `href` to a link."""

    tag: str
    children: list[Element | str] = field(default_factory=list)
    key: str = ""
    aspect: str = ""
    href: str = ""
    product: str = ""


@lru_cache(maxsize=65536)
def parse(markup: str) -> Element:
    """The tree of `markup`; shared between callers, so never to be changed. Raises MarkupError."""
    builder = _Builder()
    builder.feed(markup)
    builder.close()
    return builder.root


def to_html(tree: Element, resolve: Resolve) -> str:
    return "".join(_html(child, resolve) for child in tree.children)


def to_plain(tree: Element, resolve: Resolve) -> str:
    """Lines: a blank one between paragraphs, a dash or a number before each item, an address after each link."""
    return "\n\n".join(_blocks(tree, lambda key, aspect: resolve(key, aspect).plain))


def to_spoken(tree: Element, resolve: Resolve) -> str:
    """One line of sentences: each block and each item ends with a pause; no marks, no addresses."""
    return " ".join(_sentences(tree, lambda key, aspect: resolve(key, aspect).spoken).split())


def links_of(tree: Element) -> list[str]:
    """The keys of the products that the text links to."""
    found = [tree.product] if tree.product else []
    return found + [key for child in tree.children if isinstance(child, Element) for key in links_of(child)]


def fact_mark(key: str, aspect: str, resolved: ResolvedReference) -> str:
    """The mark by which a fact can be found in a page."""
    other = f' data-aspect="{escape(aspect)}"' if aspect != "value" else ""
    value = escape(resolved.attribute)
    return f'<data class="fact" data-fact="{escape(key)}"{other} value="{value}">{escape(resolved.text)}</data>'


def _html(node: Element | str, resolve: Resolve) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    if node.key:
        return fact_mark(node.key, node.aspect, resolve(node.key, node.aspect))
    if node.tag == "br":
        return "<br>"
    inside = to_html(node, resolve)
    if node.product:
        key = escape(node.product)
        return f'<a href="product:{key}" data-product="{key}">{inside}</a>'
    href = f' href="{escape(node.href)}"' if node.href else ""
    return f"<{node.tag}{href}>{inside}</{node.tag}>"


def _blocks(tree: Element, say: Say) -> list[str]:
    blocks = (_list(child, say) if _is_list(child) else _inline(child, say) for child in tree.children)
    return [block for block in map(str.strip, blocks) if block]


def _list(node: Element, say: Say) -> str:
    items = [_item(child, say) for child in node.children if not isinstance(child, str) or child.strip()]
    marks = (f"{number}." if node.tag == "ol" else "-" for number in range(1, len(items) + 1))
    return "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))


def _item(node: Element | str, say: Say) -> str:
    """On one line, a list inside it below, indented."""
    lines = (" ".join(line.split()) if not line.startswith("  ") else line for line in _inline(node, say).splitlines())
    return "\n".join(line for line in lines if line)


def _inline(node: Element | str, say: Say) -> str:
    if isinstance(node, str):
        return node
    if node.key:
        return say(node.key, node.aspect)
    if node.tag == "br":
        return "\n"
    if node.tag in LISTS:
        return "\n" + indent(_list(node, say), "  ")
    inside = "".join(_inline(child, say) for child in node.children)
    return f"{inside} ({node.href})" if node.href.startswith(WEB) and node.href != inside else inside


def _sentences(node: Element | str, say: Say) -> str:
    if isinstance(node, str):
        return node
    if node.key:
        return say(node.key, node.aspect)
    if node.tag not in BLOCKS:
        return "".join(_sentences(child, say) for child in node.children) or " "
    runs = groupby(node.children, key=_is_list)
    return "".join(f"{as_sentence(''.join(_sentences(child, say) for child in run))} " for _, run in runs)


def as_sentence(said: str) -> str:
    """With a pause at its end; nothing stays nothing."""
    said = said.strip()
    return f"{said}{'' if said.endswith(PAUSES) else '.'}" if said else ""


def _is_list(node: Element | str) -> TypeGuard[Element]:
    return not isinstance(node, str) and node.tag in LISTS


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            raise MarkupError(f"<{tag}>")
        element = _element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALLOWED:
            raise MarkupError(f"</{tag}>")
        if tag not in VOID and any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _element(tag: str, attributes: dict[str, str]) -> Element:
    if tag == "embed":
        return _fact(attributes)
    return _link(attributes) if tag == "a" else Element(tag)


def _fact(attributes: dict[str, str]) -> Element:
    if attributes.get("embedtype") != "fact" or not attributes.get("key"):
        raise MarkupError(f"<embed embedtype={attributes.get('embedtype', '')!r}>")
    return Element("embed", key=attributes["key"], aspect=attributes.get("aspect") or "value")


def _link(attributes: dict[str, str]) -> Element:
    if attributes.get("linktype") == "product" and attributes.get("key"):
        return Element("a", product=attributes["key"])
    href = attributes.get("href", "")
    if not href.lower().startswith(SAFE_SCHEMES):
        raise MarkupError(f"<a href={href!r}>")
    return Element("a", href=href)
