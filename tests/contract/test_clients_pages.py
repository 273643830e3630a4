"""Pages of every client, tried on every curated example."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


@pytest.fixture(params=DOCUMENTS, ids=page_of)
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, clients: Clients) -> Page:
    return clients.get(request.param)


def told(clients: Clients, document: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """The marks on the page of this document; a contact moment tells its facts in the e-mail itself."""
    body = "bericht" if document["kind"] == "contactMoment" else ""
    path, _, query = page_of(document).partition("?")
    return clients.get(f"{path}{body}?{query}").marks()


def test_every_document_has_a_page(clients: Clients, document: dict[str, Any]) -> None:
    assert clients.get(page_of(document)).status == 200


def test_a_page_tells_every_fact_of_its_document(clients: Clients, document: dict[str, Any]) -> None:
    assert {key for key, *_ in told(clients, document)} == set(document["facts"])


def test_each_mark_holds_the_text_of_the_document(clients: Clients, document: dict[str, Any]) -> None:
    different = {
        (key, text)
        for key, aspect, _, text in told(clients, document)
        if aspect == "value" and text != document["facts"][key]["text"]
    }

    assert different == set()


def test_one_fact_has_one_machine_value_per_page(clients: Clients, document: dict[str, Any]) -> None:
    """The client's own marks and those in the document's HTML are made apart and must agree."""
    values: dict[tuple[str, str], set[str]] = {}
    for key, aspect, value, _ in told(clients, document):
        values.setdefault((key, aspect), set()).add(value)

    assert {key: found for key, found in values.items() if len(found) > 1} == {}


def test_a_page_has_the_landmarks_that_a_screen_reader_goes_by(page: Page) -> None:
    landmarks = [len(page.soup.select(part)) for part in ("main#inhoud", "body > header", "body > footer", "h1")]

    assert landmarks == [1, 1, 1, 1]


def test_the_first_link_skips_to_the_content(page: Page) -> None:
    assert page.soup.select("a")[0]["href"] == "#inhoud"


def test_a_page_says_its_language(page: Page) -> None:
    assert page.soup.html["lang"] in ("nl", "en")


def test_no_style_or_script_stands_in_a_page(page: Page) -> None:
    inline = page.soup.select("[style], style, script:not([src]):not([type='application/ld+json'])")
    handlers = re.findall(r"\son[a-z]+=", page.text)

    assert (inline, handlers) == ([], [])


def test_the_policy_lets_nothing_in_but_our_own_files(page: Page) -> None:
    policy = page.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy


def test_browsers_may_not_guess_types_or_tell_where_one_came_from(page: Page) -> None:
    assert (page.headers["X-Content-Type-Options"], page.headers["Referrer-Policy"]) == ("nosniff", "same-origin")


def test_every_page_links_to_itself_in_each_language(page: Page) -> None:
    languages = {link["hreflang"]: link["href"] for link in page.soup.select(".languages a")}

    assert languages == {code: "?" if code == FALLBACK else f"?locale={code}" for code in NAMES}


def test_a_first_visit_loads_less_than_100_kilobytes(clients: Clients, page: Page) -> None:
    files = [link["href"] for link in page.soup.select("link[rel=stylesheet]")]
    files += [part["src"] for part in page.soup.select("img, script[src]")]

    assert len(page.body) + sum(len(clients.get(file).body) for file in files) < 100_000


def test_the_logo_carries_its_alternative_text_and_digest(hub: FakeHub, page: Page) -> None:
    published = hub.documents["website", "branding", "branding", page.soup.html["lang"]]["logos"][0]
    logo = page.soup.select_one(".brand img")

    assert (logo["alt"], logo["data-digest"]) == (published["alt"], published["digest"])


def test_links_between_products_stay_in_the_client(clients: Clients, document: dict[str, Any]) -> None:
    page = clients.get(page_of(document))
    targets = [link["href"] for link in page.soup.select("main a[data-product]")]

    assert all(target.startswith(f"/kanalen/{document['channel']}/product/") for target in targets)
    assert "product:" not in page.text


def test_an_unchanged_page_is_not_sent_again(clients: Clients, page: Page) -> None:
    etag = page.headers["ETag"]
    path = next(path for path in PAGES if clients.get(path).headers["ETag"] == etag)

    assert clients.get(path, HTTP_IF_NONE_MATCH=etag).status == 304
