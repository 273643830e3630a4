"""Finds the marks by which facts stand in HTML: `<data class="fact" data-fact="KEY" value="83.87">€ 83,87</data>`."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

# As `releases.texts.markup` writes a mark, and all HTML: small letters, double quotes, `<` and `>` for tags alone.
MARK = re.compile(r'<data class="fact" data-fact="([^"]*)"(?: data-aspect="([^"]*)")? value="([^"]*)">([^<>]*)</data>')
TAG = r"""<(?!script|style|textarea|title)[a-z0-9/][a-z0-9 =-]*+(?:"[^<>"]*+"[a-z0-9 =-]*+)*+>"""
PLAIN = re.compile(rf"[^<>]*+(?:{TAG}[^<>]*+)*+")


class Mark(NamedTuple):
    """`text` as a reader sees it: white space counts once."""

    key: str
    aspect: str
    value: str
    text: str


@lru_cache(maxsize=256)
def marks_in(html: str) -> tuple[Mark, ...]:
    """In order of appearance; text inside a mark may have markup of its own."""
    found = MARK.findall(html)
    if len(found) == html.count("data-fact") and PLAIN.fullmatch(html):
        return tuple(_written(*groups) for groups in found)
    return parsed_marks(html)


def parsed_marks(html: str) -> tuple[Mark, ...]:
    """The same, by a parser of HTML: right for any page, and slower."""
    return tuple(MarkReader(html).marks)


@lru_cache(maxsize=4096)
def _written(*groups: str) -> Mark:
    return _mark(*map(unescape, groups))


def _mark(key: str, aspect: str, value: str, text: str) -> Mark:
    return Mark(key, aspect or "value", value, " ".join(text.split()))


class MarkReader(HTMLParser):
    """Has read all of `html` once it is made."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: list[Mark] = []
        self._open: dict[str, str] | None = None
        self._text: list[str] = []
        self.feed(html)
        self.close()

    def found(self, mark: Mark) -> None:
        self.marks.append(mark)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "data" and "data-fact" in attributes:
            self._open, self._text = attributes, []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "data" and self._open is not None:
            key, aspect, value = (self._open.get(name, "") for name in ("data-fact", "data-aspect", "value"))
            self.found(_mark(key, aspect, value, "".join(self._text)))
            self._open = None
