"""Pages of every client, tried on every curated example."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from clients.shared.languages.interface_texts import FALLBACK, NAMES
from tests.contract.client_under_test import SHOWN, Clients, Page, clients_of, page_of
from tests.contract.fake_hub import FakeHub, example_documents, serving

DOCUMENTS = [entry for entry in example_documents() if entry["kind"] in SHOWN[entry["channel"]]]
HOMES = [f"/kanalen/{channel}/" for channel in SHOWN] + ["/kanalen/"]
SEARCH = [f"/kanalen/{channel}/zoeken/" for channel in SHOWN]
PAGES = [*HOMES, *SEARCH, *map(page_of, DOCUMENTS)]


@pytest.fixture(scope="module")
def hub() -> Iterator[FakeHub]:
    """One for all: these tests change nothing in it."""
    with serving(FakeHub(example_documents())) as hub:
        yield hub


@pytest.fixture(scope="module")
def clients(hub: FakeHub) -> Iterator[Clients]:
    with clients_of(hub) as clients:
        yield clients


@pytest.fixture(scope="module")
def pages(clients: Clients) -> dict[str, Page]:
    """Every page, read once, by its address."""
    return {path: clients.get(path) for path in PAGES}


@pytest.fixture(scope="module")
def told(clients: Clients) -> list[tuple[dict[str, Any], Page]]:
    """Every document with the page that tells its facts; a contact moment tells them in the e-mail itself."""
    return [(document, clients.get(told_at(document))) for document in DOCUMENTS]


def told_at(document: dict[str, Any]) -> str:
    path, _, query = page_of(document).partition("?")
    return f"{path}{'bericht' if document['kind'] == 'contactMoment' else ''}?{query}"


def faulty(pages: dict[str, Page], is_right: Callable[[Page], bool]) -> list[str]:
    """The addresses of the pages that are not right."""
    return [path for path, page in pages.items() if not is_right(page)]


def test_every_document_has_a_page(pages: dict[str, Page]) -> None:
    assert (
        faulty({page_of(document): pages[page_of(document)] for document in DOCUMENTS}, lambda page: page.status == 200)
        == []
    )


def test_a_page_tells_every_fact_of_its_document(told: list[tuple[dict[str, Any], Page]]) -> None:
    different = [
        page_of(document) for document, page in told if {key for key, *_ in page.marks()} != set(document["facts"])
    ]

    assert different == []


def test_each_mark_holds_the_text_of_the_document(told: list[tuple[dict[str, Any], Page]]) -> None:
    different = [
        (page_of(document), key, text)
        for document, page in told
        for key, aspect, _, text in page.marks()
        if aspect == "value" and text != document["facts"][key]["text"]
    ]

    assert different == []


def test_one_fact_has_one_machine_value_per_page(told: list[tuple[dict[str, Any], Page]]) -> None:
    """The client's own marks and those in the document's HTML are made apart and must agree."""
    values: dict[tuple[str, str, str], set[str]] = {}
    for document, page in told:
        for key, aspect, value, _ in page.marks():
            values.setdefault((page_of(document), key, aspect), set()).add(value)

    assert {key: found for key, found in values.items() if len(found) > 1} == {}


def test_a_page_has_the_landmarks_that_a_screen_reader_goes_by(pages: dict[str, Page]) -> None:
    parts = ("main#inhoud", "body > header", "body > footer", "h1")

    assert faulty(pages, lambda page: [len(page.soup.select(part)) for part in parts] == [1, 1, 1, 1]) == []


def test_the_first_link_skips_to_the_content(pages: dict[str, Page]) -> None:
    assert faulty(pages, lambda page: page.soup.select("a")[0]["href"] == "#inhoud") == []


def test_a_page_says_its_language(pages: dict[str, Page]) -> None:
    assert {page.soup.html["lang"] for page in pages.values()} == {"nl", "en"}


def test_no_style_or_script_stands_in_a_page(pages: dict[str, Page]) -> None:
    inline = "[style], style, script:not([src]):not([type='application/ld+json'])"

    assert faulty(pages, lambda page: not page.soup.select(inline) and not re.findall(r"\son[a-z]+=", page.text)) == []


def test_the_policy_lets_nothing_in_but_our_own_files(pages: dict[str, Page]) -> None:
    def is_strict(policy: str) -> bool:
        return (
            policy.startswith("default-src 'none';") and "unsafe" not in policy and "frame-ancestors 'self'" in policy
        )

    assert faulty(pages, lambda page: is_strict(page.headers["Content-Security-Policy"])) == []


def test_browsers_may_not_guess_types_or_tell_where_one_came_from(pages: dict[str, Page]) -> None:
    wanted = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}

    assert faulty(pages, lambda page: wanted.items() <= page.headers.items()) == []


def test_every_page_links_to_itself_in_each_language(pages: dict[str, Page]) -> None:
    wanted = {code: "?" if code == FALLBACK else f"?locale={code}" for code in NAMES}

    def languages(page: Page) -> dict[str, str]:
        return {link["hreflang"]: link["href"] for link in page.soup.select(".languages a")}

    assert faulty(pages, lambda page: languages(page) == wanted) == []


def test_a_first_visit_loads_less_than_100_kilobytes(clients: Clients, pages: dict[str, Page]) -> None:
    size = cache(lambda file: len(clients.get(file).body))

    def loaded(page: Page) -> int:
        files = [link["href"] for link in page.soup.select("link[rel=stylesheet]")]
        files += [part["src"] for part in page.soup.select("img, script[src]")]
        return len(page.body) + sum(map(size, files))

    assert faulty(pages, lambda page: loaded(page) < 100_000) == []


def test_the_logo_carries_its_alternative_text_and_digest(hub: FakeHub, pages: dict[str, Page]) -> None:
    def is_published(page: Page) -> bool:
        published = hub.documents["website", "branding", "branding", page.soup.html["lang"]]["logos"][0]
        logo = page.soup.select_one(".brand img")
        return (logo["alt"], logo["data-digest"]) == (published["alt"], published["digest"])

    assert faulty(pages, is_published) == []


def test_links_between_products_stay_in_the_client(pages: dict[str, Page]) -> None:
    for document in DOCUMENTS:
        page = pages[page_of(document)]
        targets = [link["href"] for link in page.soup.select("main a[data-product]")]

        assert [to for to in targets if not to.startswith(f"/kanalen/{document['channel']}/product/")] == []
        assert "product:" not in page.text


def test_an_unchanged_page_is_not_sent_again(clients: Clients, pages: dict[str, Page]) -> None:
    again = {path: clients.get(path, HTTP_IF_NONE_MATCH=page.headers["ETag"]) for path, page in pages.items()}

    assert faulty(again, lambda page: page.status == 304) == []
