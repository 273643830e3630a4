"""Every page of every client in English: whatever stands there in Dutch alone says that it is Dutch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from clients.application import CHANNELS, create_application
from clients.readers import channel_readers
from products.sample.files import Fixture
from releases.channels import channels_on
from tests.contract.client_under_test import SHOWN, TEMPLATES, TUESDAY_MORNING, Clients, page_of
from tests.contract.fake_hub import FakeHub
from tests.integration.small_sample import FIXTURES
from tests.journeys.running_hub import Hub

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


@pytest.fixture(scope="module")
def documents(hub: Hub) -> list[dict[str, Any]]:
    token = hub.manage("issue_token", "walker", "--channels", ",".join(channels_on(()))).stdout.strip()
    found = []
    with httpx.Client(base_url=hub.url, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        for channel in channels_on(()):
            lines = client.get(f"/api/v1/channels/{channel}/bundle").text.splitlines()
            found += [body for entry in map(json.loads, lines) if (body := at_the_moment(entry))]
    return found


def at_the_moment(entry: dict[str, Any]) -> dict[str, Any] | None:
    """The English document of a line of the bundle as it is at the moment of these pages."""
    if entry.get("locale") != "en":
        return None
    begun = [
        period["body"]
        for period in entry["periods"]
        if period["effectiveAt"] is None or datetime.fromisoformat(period["effectiveAt"]) <= TUESDAY_MORNING
    ]
    return begun[-1] if begun else None


@pytest.fixture(scope="module")
def clients(documents: list[dict[str, Any]]) -> Clients:
    """Rendered in this process, on a hub of paper that has the whole sample."""
    paper = FakeHub(documents)

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        status, answered, body = paper.answer(request.url.raw_path.decode(), headers)
        return httpx.Response(status, headers=answered, content=body)

    http = httpx.Client(base_url="http://hub.example", transport=httpx.MockTransport(answer))
    application = create_application(channel_readers({}, CHANNELS, http), lambda: TUESDAY_MORNING)
    application.jinja_env.bytecode_cache = TEMPLATES
    return Clients(application)


@pytest.fixture(scope="module")
def addresses(documents: list[dict[str, Any]]) -> list[str]:
    kinds = {(each["channel"], each["kind"]): each for each in documents}
    themes = kinds["website", "navigation"]["themes"]
    own = [page_of(each) for each in documents if each["kind"] in SHOWN.get(each["channel"], ())]
    homes = [f"/kanalen/{channel}/?locale=en" for channel in SHOWN if (channel, "navigation") in kinds]
    return [*homes, *own, *(f"/kanalen/website/thema/{key}/?locale=en" for key in _keys(themes))]


def _keys(themes: list[dict[str, Any]]) -> Iterator[str]:
    for theme in themes:
        yield theme["key"]
        yield from _keys(theme["children"])


def test_dutch_on_an_english_page_says_that_it_is_dutch(
    clients: Clients, addresses: list[str], dutch_alone: frozenset[str]
) -> None:
    wrong = {}
    for address in addresses:
        page = clients.get(address)
        assert page.status == 200, address
        for text, language in SpokenTexts(page.text).found:
            said = " ".join(text.split()).strip(" ,")
            if language != "nl" and said in dutch_alone:
                wrong.setdefault(said, []).append(address)
    assert wrong == {}
