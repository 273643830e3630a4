"""German, as a language that was added: five products of the sample tell the same in every channel, and are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from releases.channels import channels_on
from releases.parity.comparison import check_documents
from tests.journeys.running_hub import Hub

pytestmark = pytest.mark.slow

PRODUCTS = ("afvalcontainer", "grofvuil", "kapvergunning", "melding-openbare-ruimte", "verhuizing")
CHANNELS = channels_on(())


@pytest.fixture(scope="module")
def reader(hub: Hub) -> Iterator[httpx.Client]:
    token = hub.manage("issue_token", "german", "--channels", ",".join(CHANNELS)).stdout.strip()
    with httpx.Client(base_url=hub.url, headers={"Authorization": f"Bearer {token}"}, timeout=30) as reader:
        yield reader


def documents(reader: httpx.Client, key: str) -> list[dict[str, Any]]:
    addresses = (f"/api/v1/channels/{channel}/documents/product/{key}" for channel in CHANNELS)
    return [reader.get(address, params={"locale": "de"}).json() for address in addresses]


@pytest.mark.parametrize("key", PRODUCTS)
def test_a_product_tells_the_same_facts_in_german_in_every_channel(reader: httpx.Client, key: str) -> None:
    told = documents(reader, key)
    assert [each["contentLocale"] for each in told] == ["de"] * len(CHANNELS)
    assert check_documents(told) == []


def test_what_is_not_translated_is_told_in_dutch_but_not_by_e_mail(reader: httpx.Client) -> None:
    answers = {
        channel: reader.get(f"/api/v1/channels/{channel}/documents/product/paspoort?locale=de") for channel in CHANNELS
    }
    assert {channel: answer.status_code for channel, answer in answers.items()} == dict.fromkeys(CHANNELS, 200) | {
        "email": 404
    }
    assert answers["website"].json()["contentLocale"] == "nl"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Mülltonne kaputt", "afvalcontainer"),
        ("muelltonne", "afvalcontainer"),
        ("mulltone", "afvalcontainer"),
        ("Kliko", "afvalcontainer"),
        ("was kostet es Sperrmüll abholen zu lassen", "grofvuil"),
        ("Spermüll", "grofvuil"),
        ("Couch entsorgen", "grofvuil"),
        ("Baumfällgenehmigung", "kapvergunning"),
        ("Baum absägen", "kapvergunning"),
        ("Strassenlaterne defekt", "melding-openbare-ruimte"),
        ("Schlagloch", "melding-openbare-ruimte"),
        ("umziehen", "verhuizing"),
        ("Umzugsmeldung", "verhuizing"),
        ("Adressänderung", "verhuizing"),
    ],
)
def test_search_finds_it_in_german(reader: httpx.Client, question: str, key: str) -> None:
    found = reader.get("/api/v1/search", params={"q": question, "locale": "de"}).json()["results"]
    assert [each["key"] for each in found][:1] == [key]


def test_a_question_for_a_fee_is_answered_in_german(reader: httpx.Client) -> None:
    answer = reader.get("/api/v1/search", params={"q": "was kostet es einen Baum zu fällen", "locale": "de"}).json()[
        "answer"
    ]
    assert answer["asks"] == "costs"
    assert "€" in answer["text"]


@pytest.mark.parametrize("channel", ["website", "desk", "phone"])
def test_a_channel_shows_its_page_in_german(hub: Hub, channel: str) -> None:
    page = httpx.get(f"{hub.url}/kanalen/{channel}/product/verhuizing/", params={"locale": "de"}, timeout=30)
    assert page.status_code == 200
    assert '<html lang="de"' in page.text
    assert "Einen Umzug melden" in page.text
