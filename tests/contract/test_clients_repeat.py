"""Facts on a page of the website: the value stands out from the words around it, and no table repeats the text."""

from __future__ import annotations

from typing import Any

import pytest

from clients.shared.facts.marks import fact_mark
from tests.contract.client_under_test import Clients
from tests.contract.fake_hub import FakeHub

FEE, URGENT = "paspoort.leges.volwassene", "paspoort.leges.spoed"
TOLD = f'<p>U betaalt <data class="fact" data-fact="{URGENT}" value="57.09">€ 57,09</data>.</p>'
NEXT = f'<p>Straks is dat <data class="fact" data-fact="{FEE}" data-aspect="next" value="90.00">€ 90,00</data>.</p>'
WITHIN = {
    "kind": "term",
    "value": {"quantity": 6, "unit": "week"},
    "text": "6 weken",
    "full": {"text": "binnen 6 weken na uw aanvraag"},
}


@pytest.fixture
def document(hub: FakeHub) -> dict[str, Any]:
    """The product of the website, in which a test changes the text about costs."""
    return hub.documents["website", "product", "paspoort", "nl"]


def say(document: dict[str, Any], html: str, *facts: str) -> None:
    [costs] = [section for section in document["sections"] if section["id"] == "costs"]
    costs["html"] = html
    [tariff] = document["tariffs"]
    tariff["rows"] = [row for row in tariff["rows"] if row["fact"] in facts]


def costs_of(clients: Clients) -> Any:
    return clients.get("/kanalen/website/product/paspoort/").soup.select_one("section[aria-labelledby=costs]")


def test_the_words_around_a_value_are_quieter_than_the_value() -> None:
    mark = fact_mark("besluit", WITHIN)
    assert '<span class="way">binnen </span>6 weken<span class="more"> na uw aanvraag</span>' in mark


def test_an_amount_that_the_text_tells_whole_gets_no_table(clients: Clients, document: dict[str, Any]) -> None:
    say(document, TOLD, URGENT)
    assert costs_of(clients).table is None


def test_an_amount_with_a_unit_that_the_text_leaves_out_keeps_its_table(
    clients: Clients, document: dict[str, Any]
) -> None:
    document["facts"][URGENT]["full"] = {"text": "€ 57,09 per jaar", "plain": "", "spoken": ""}
    say(document, TOLD, URGENT)
    assert costs_of(clients).table is not None


def test_an_amount_with_a_condition_keeps_its_table(clients: Clients, document: dict[str, Any]) -> None:
    document["facts"][URGENT]["conditions"] = "met spoed"
    say(document, TOLD, URGENT)
    assert costs_of(clients).table is not None


def test_a_table_of_several_amounts_stays_whole(clients: Clients, document: dict[str, Any]) -> None:
    say(document, TOLD, FEE, URGENT)
    assert len(costs_of(clients).select("tbody tr")) == 2


def test_a_table_of_one_row_shows_its_name_once(clients: Clients, document: dict[str, Any]) -> None:
    say(document, "<p>U betaalt met pin.</p>", URGENT)
    [tariff] = document["tariffs"]
    tariff["label"] = tariff["rows"][0]["label"]
    assert costs_of(clients).caption["class"] == ["for-reader"]


def test_a_new_value_that_the_text_tells_is_not_told_again(clients: Clients, document: dict[str, Any]) -> None:
    document["facts"][FEE]["next"]["provisional"] = False
    say(document, NEXT, FEE, URGENT)
    assert costs_of(clients).select("table .upcoming") == []


def test_a_new_value_that_is_not_sure_says_so_in_the_table(clients: Clients, document: dict[str, Any]) -> None:
    say(document, NEXT, FEE, URGENT)
    assert len(costs_of(clients).select("table .upcoming")) == 1


def test_tables_stand_once_where_costs_have_two_texts(clients: Clients, document: dict[str, Any]) -> None:
    second = next(each for each in document["sections"] if each["id"] == "costs") | {"id": "costs-2", "title": "Meer"}
    document["sections"].append(second)
    page = clients.get("/kanalen/website/product/paspoort/").soup
    assert [each.get_text() for each in page.select("main caption")].count(document["tariffs"][0]["label"]) == 1
