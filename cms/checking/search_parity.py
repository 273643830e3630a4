"""Holds what the search pages of the reference channels show against the documents that they found it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import httpx

from releases.parity.comparison import Difference, check_found

Document = dict[str, Any]
RELEASE = re.compile(r'<meta name="release" content="(\d+)">')


class SearchPage(NamedTuple):
    """One for each theme: together they find most products, and a filtered search is not counted."""

    channel: str
    locale: str
    text: str
    theme: str

    def parameters(self, at: str) -> dict[str, str]:
        return {"q": self.text, "thema": self.theme, "locale": self.locale} | ({"at": at} if at else {})


def questions(documents: Iterable[Document]) -> Iterator[SearchPage]:
    for document in documents:
        for theme in document["themes"] if document["kind"] == "navigation" else ():
            yield SearchPage(document["channel"], document["locale"], theme["title"], theme["key"])


def found_differences(
    documents: list[Document], release: str, at: str, read: Callable[[str, dict[str, str]], httpx.Response]
) -> Iterator[list[Difference]]:
    """Of each page. One that is away is none, and one of a newer release has nothing to do with these documents."""
    for question in questions(documents):
        page = read(f"{question.channel}/zoeken/", question.parameters(at))
        shown = RELEASE.search(page.text)
        if page.is_success and shown and shown[1] == release:
            place = (question.channel, question.locale)
            yield check_found(page.text, [each for each in documents if (each["channel"], each["locale"]) == place])
