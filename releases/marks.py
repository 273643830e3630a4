"""Finds the marks by which facts stand in HTML: `<data class="fact" data-fact="KEY" value="83.87">€ 83,87</data>`."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple


class Mark(NamedTuple):
    """`text` as a reader sees it: white space counts once."""

    key: str
    aspect: str
    value: str
    text: str


def marks_in(html: str) -> list[Mark]:
    """In order of appearance; text inside a mark may have markup of its own."""
    if "data-fact" not in html:
        return []
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.marks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: list[Mark] = []
        self._open: dict[str, str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "data" and "data-fact" in attributes:
            self._open, self._text = attributes, []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "data" and self._open is not None:
            text = " ".join("".join(self._text).split())
            key, aspect = self._open["data-fact"], self._open.get("data-aspect", "value")
            self.marks.append(Mark(key, aspect, self._open.get("value", ""), text))
            self._open = None
