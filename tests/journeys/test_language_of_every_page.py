"""Every page of every client in English: whatever stands there in Dutch alone says that it is Dutch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from products.sample.files import Fixture
from tests.integration.small_sample import FIXTURES
from tests.journeys.sample_pages import Sample

pytestmark = pytest.mark.slow

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "template"}
# A text that is shorter may be the same in both languages.
SHORTEST = 6


class SpokenTexts(HTMLParser):
    """The texts of a page, each with the language that its nearest `lang` gives."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        language = named.get("lang") or self.language
        self.found += [(named[name] or "", language) for name in ("alt", "aria-label", "title") if named.get(name)]
        if tag == "meta" and named.get("name") == "description":
            self.found.append((named.get("content") or "", language))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in UNREAD:
            self.found.append((data, self.language))


def untranslated(texts: Any) -> Iterator[str]:
    """What the sample says in Dutch and not in English: texts per language, and products without an English part."""
    if isinstance(texts, dict):
        if "nl" in texts and "en" not in texts:
            yield from strings(texts["nl"])
        for each in texts.values():
            yield from untranslated(each)
    elif isinstance(texts, list):
        for each in texts:
            yield from untranslated(each)


def strings(text: Any) -> Iterator[str]:
    """Whole titles and sentences; what holds a fact or a link is told otherwise, and an address has no language."""
    if isinstance(text, str):
        if len(text) >= SHORTEST and not any(mark in text for mark in ("{", "[", "://")):
            yield text
    elif isinstance(text, dict):
        yield from (each for name in ("title", "summary") if name in text for each in strings(text[name]))


@pytest.fixture(scope="module")
def dutch_alone() -> frozenset[str]:
    sample = Fixture(FIXTURES)
    parts = [sample.read(name) for name in ("themes", "organisations", "locations", "routes")]
    parts += sample.products.values()
    facts = [sample.read(f"facts/{path.stem}") for path in sorted((FIXTURES / "facts").glob("*.yaml"))]
    return frozenset(" ".join(text.split()) for part in (*parts, *facts) for text in untranslated(part))


def test_dutch_on_an_english_page_says_that_it_is_dutch(
    sample: Callable[[str], Sample], dutch_alone: frozenset[str]
) -> None:
    wrong = {}
    for address, html in sample("en").pages.items():
        for text, language in SpokenTexts(html).found:
            said = " ".join(text.split()).strip(" ,")
            if language != "nl" and said in dutch_alone:
                wrong.setdefault(said, []).append(address)
    assert wrong == {}
