"""Claim of a live page: the release that it shows, and the document.

`<meta name="release" content="14"><meta name="document" content="desk/product/paspoort/nl">`
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

RELEASE = re.compile(r"[1-9][0-9]{0,8}")
DOCUMENT = re.compile(r"([a-z]+)/([A-Za-z]+)/([a-z0-9.-]+)/([A-Za-z0-9-]+)")


class Claim(NamedTuple):
    """`document`: channel, kind, key and locale."""

    release: int
    document: tuple[str, str, str, str]


def claim_of(page: str) -> Claim | None:
    """None when the page does not say what it shows."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    release = RELEASE.fullmatch(reader.metas.get("release", ""))
    document = DOCUMENT.fullmatch(reader.metas.get("document", ""))
    if release is None or document is None:
        return None
    return Claim(int(release[0]), (document[1], document[2], document[3], document[4]))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name"):
            self.metas.setdefault(str(given["name"]), given.get("content") or "")
