"""Clients that read the hub: at another moment, by ETag, page after page, and when there is no answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clients.shared.hub.reader import HubReader, connection
from clients.shared.hub.visit import visit_of
from tests.contract.client_under_test import Clients, clients_at, page_of
from tests.contract.fake_hub import FakeHub

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def product(hub: FakeHub) -> str:
    return next(key for channel, kind, key, locale in hub.documents if (channel, kind, locale) == WEBSITE_PRODUCT)


WEBSITE_PRODUCT = ("website", "product", "nl")


def address(channel: str, product: str) -> str:
    return f"/api/v1/channels/{channel}/documents/product/{product}"


def test_language_moment_and_release_of_a_page_are_asked_of_the_hub(
    clients: Clients, hub: FakeHub, product: str
) -> None:
    clients.get(f"/kanalen/website/product/{product}/?locale=nl&at=2027-01-01&release=3")

    [(query, _)] = hub.asked_for(address("website", product))
    assert query == {"locale": ["nl"], "at": ["2027-01-01"], "release": ["3"]}


def test_the_moment_stays_in_every_link_of_the_page(clients: Clients, product: str) -> None:
    page = clients.get(f"/kanalen/desk/product/{product}/?at=2027-01-01&release=3")
    own = [link["href"] for link in page.soup.select("main a, .brand") if link["href"].startswith("/kanalen/")]

    assert own
    assert all("at=2027-01-01&release=3" in href for href in own)


def test_a_page_at_another_moment_says_so(clients: Clients, product: str) -> None:
    banner = clients.get(f"/kanalen/phone/product/{product}/?at=2027-01-01&release=3").soup.select_one(".moment")

    assert "1 januari 2027" in banner.get_text()
    assert banner.a["href"] == "?"


@pytest.mark.parametrize(("channel", "token"), [("website", None), ("email", "e-token"), ("desk", "d-token")])
def test_each_channel_is_read_with_its_own_token(
    clients: Clients, hub: FakeHub, product: str, channel: str, token: str | None
) -> None:
    clients.get(f"/kanalen/{channel}/product/{product}/")

    [(_, headers)] = hub.asked_for(address(channel, product))
    assert headers.get("authorization") == (f"Bearer {token}" if token else None)


def test_the_second_reading_asks_only_whether_anything_changed(clients: Clients, hub: FakeHub, product: str) -> None:
    first = clients.get(f"/kanalen/website/product/{product}/")
    second = clients.get(f"/kanalen/website/product/{product}/")

    asked = [headers.get("if-none-match", "") for _, headers in hub.asked_for(address("website", product))]
    assert asked[0] == ""
    assert asked[1].startswith('"')
    assert second.body == first.body


def test_an_unchanged_document_still_tells_the_newest_release(clients: Clients, hub: FakeHub, product: str) -> None:
    clients.get(f"/kanalen/website/product/{product}/")
    hub.release = 13

    assert "Publicatie 13" in clients.get(f"/kanalen/website/product/{product}/").soup.footer.get_text()


def test_a_list_is_followed_to_its_end_on_the_hub_that_was_configured(hub: FakeHub) -> None:
    hub.page_size = 1
    with connection(hub.url) as http:
        keys = {entry["key"] for entry in HubReader(http, "website").documents("product", visit_of({}, NOW))}

    assert keys == {key for channel, kind, key, locale in hub.documents if (channel, kind, locale) == WEBSITE_PRODUCT}


@pytest.mark.parametrize(
    ("hub_says", "client_says", "title"),
    [
        (404, 404, "Deze pagina bestaat niet"),
        (410, 410, "Deze informatie is ingetrokken"),
        (400, 400, "Dit adres begrijpen we niet"),
        (401, 503, "Dit kanaal is nog niet aangesloten"),
        (403, 503, "Dit kanaal is nog niet aangesloten"),
        (500, 502, "Even geen informatie beschikbaar"),
    ],
)
def test_what_the_hub_refuses_is_explained(
    clients: Clients, hub: FakeHub, product: str, hub_says: int, client_says: int, title: str
) -> None:
    hub.answers[address("website", product)] = hub_says

    page = clients.get(f"/kanalen/website/product/{product}/")

    assert (page.status, page.soup.h1.get_text()) == (client_says, title)


def test_a_page_that_is_in_dutch_only_leads_there(clients: Clients, hub: FakeHub, product: str) -> None:
    del hub.documents["email", "product", product, "en"]

    page = clients.get(f"/kanalen/email/product/{product}/?locale=en")

    assert (page.status, page.soup.h1.get_text()) == (404, "Only in Dutch")
    assert page.soup.select_one("main a.button")["href"] == f"/kanalen/email/product/{product}/"


def test_a_page_that_is_in_no_language_may_be_misspelt(clients: Clients) -> None:
    assert clients.get("/kanalen/email/product/niets/?locale=en").soup.h1.get_text() != "Only in Dutch"


def test_a_language_that_is_not_there_is_answered_in_one_that_is(clients: Clients, hub: FakeHub, product: str) -> None:
    hub.answers[address("website", product)] = 400

    page = clients.get(f"/kanalen/website/product/{product}/?locale=xx")

    assert (page.status, page.soup.html["lang"]) == (400, "nl")


def test_a_hub_that_does_not_answer_gives_a_page_that_says_so(hub: FakeHub, product: str) -> None:
    with clients_at("http://127.0.0.1:9", now=NOW) as clients:
        page = clients.get(f"/kanalen/website/product/{product}/")

    assert (page.status, page.soup.h1.get_text()) == (502, "Even geen informatie beschikbaar")


def test_a_logo_with_other_bytes_than_its_digest_is_not_shown(clients: Clients, hub: FakeHub) -> None:
    hub.documents["website", "branding", "branding", "nl"]["logos"][0]["digest"] = "0" * 64

    assert clients.get("/kanalen/website/logo/primary").status == 502


@pytest.mark.parametrize(
    "path", ["static/../application.py", "static/%2e%2e/hub.py", "static/", "website/product/../", "website/x", "x/"]
)
def test_an_address_that_is_no_page_is_a_404(clients: Clients, path: str) -> None:
    assert clients.get(f"/kanalen/{path}").status == 404


def test_a_forgotten_slash_is_mended(clients: Clients, product: str) -> None:
    page = clients.get(f"/kanalen/website/product/{product}?at=2027-01-01")

    assert (page.status, page.headers["Location"]) == (308, f"/kanalen/website/product/{product}/?at=2027-01-01")


def test_a_client_only_reads(clients: Clients) -> None:
    assert clients.get("/kanalen/website/", method="POST").status == 405


def test_head_is_the_page_without_its_body(clients: Clients) -> None:
    assert (clients.get("/kanalen/website/", method="HEAD").body, clients.get("/kanalen/website/").status) == (b"", 200)


def test_a_text_that_is_not_translated_is_marked_with_its_language(clients: Clients, hub: FakeHub) -> None:
    document = next(
        entry for (*address, _, locale), entry in hub.documents.items() if (*address, locale) == WEBSITE_PRODUCT
    )
    hub.documents["website", "product", document["key"], "en"] = document | {"locale": "en", "contentLocale": "nl"}

    page = clients.get(page_of(document | {"locale": "en"}))

    assert (page.soup.html["lang"], page.soup.article["lang"]) == ("en", "nl")
    assert "not available in English" in page.soup.select_one(".remark").get_text()
