"""The view for the visitor at the desk: the product's facts, in one or two languages, and nothing for colleagues."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.client_under_test import Clients, Page, clients_of
from tests.contract.fake_hub import FakeHub, example_documents, serving

VIEW = "/kanalen/desk/product/paspoort/bezoeker/"


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    with serving(FakeHub(example_documents())) as hub, clients_of(hub) as clients:
        yield clients


def languages(page: Page) -> list[str]:
    return [str(each["lang"]) for each in page.soup.select("article")]


def test_it_tells_every_fee_and_what_to_bring(clients: Clients) -> None:
    page = clients.get(VIEW)
    product = clients.get("/kanalen/desk/product/paspoort/")
    for part in (".checks .fact", ".amount .fact"):
        assert [each.text for each in page.soup.select(part)] == [each.text for each in product.soup.select(part)]


def test_two_languages_stand_beside_each_other(clients: Clients) -> None:
    assert languages(clients.get(VIEW)) == ["nl"]
    assert languages(clients.get(f"{VIEW}?naast=en")) == ["nl", "en"]


@pytest.mark.parametrize("asked", ["nl", "xx", "de"])
def test_a_language_that_is_not_there_is_left_out(clients: Clients, asked: str) -> None:
    page = clients.get(f"{VIEW}?naast={asked}")
    assert (page.status, languages(page)) == (200, ["nl"])


def test_nothing_for_colleagues_is_on_it(clients: Clients) -> None:
    page = clients.get(VIEW)
    assert page.soup.select(".internal, [data-part=internal], [data-part=notes]") == []
    assert "fraudespecialist" not in page.text


def test_a_product_that_is_not_there_has_no_view(clients: Clients) -> None:
    assert clients.get("/kanalen/desk/product/onbekend/bezoeker/").status == 404
