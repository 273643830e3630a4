"""Every client shows the notices that belong on a page, and whether one can ask for the product."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from clients.application import CHANNELS
from clients.shared.pages.assets import STATIC
from clients.shared.pages.notices import applies
from releases.parity.comparison import check_around, check_notices, check_plain_notices, check_rendered
from tests.contract.client_under_test import Clients, Page
from tests.contract.fake_hub import FakeHub
from tests.unit.notice_vectors import CASES, place

URGENT, BUSY, ENDED = "digid-storing", "druk-paspoort", "toevoegen-kind"
MOMENT = "/kanalen/email/moment/paspoort.klaar"


def shown(page: Page) -> list[str]:
    return [notice["data-notice"] for notice in page.soup.select("[data-document='notice/notices'] [data-notice]")]


def product(clients: Clients, channel: str, key: str = "paspoort", query: str = "") -> Page:
    return clients.get(f"/kanalen/{channel}/product/{key}/{query}")


def document(hub: FakeHub, channel: str, kind: str = "product", key: str = "paspoort") -> dict[str, Any]:
    return hub.documents[channel, kind, key, "nl"]


@pytest.mark.parametrize(("scope", "name", "expected"), CASES)
def test_a_notice_belongs_where_the_vectors_say(scope, name, expected):
    assert applies(scope, place(name)) is expected


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_shows_the_notices_of_the_product_most_urgent_first(clients: Clients, channel: str) -> None:
    assert shown(product(clients, channel)) == [URGENT, BUSY]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_notice_about_one_product_stays_away_from_another(clients: Clients, channel: str) -> None:
    assert shown(product(clients, channel, "verhuizing")) == [URGENT]


@pytest.mark.parametrize("path", ["", "thema/burgerzaken/", "locatie/gemeentehuis/", "organisatie/gemeente/"])
def test_the_website_shows_what_is_for_everybody_on_every_page(clients: Clients, path: str) -> None:
    assert shown(clients.get(f"/kanalen/website/{path}")) == [URGENT]


def test_the_overview_leaves_notices_to_the_channels(clients: Clients) -> None:
    assert shown(clients.get("/kanalen/")) == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_parity_agrees_with_what_a_client_shows(clients: Clients, hub: FakeHub, channel: str) -> None:
    for key in ("paspoort", "verhuizing", ENDED):
        page, told = product(clients, channel, key).text, document(hub, channel, key=key)
        assert check_rendered(page, told) == []
        assert check_notices(page, document(hub, channel, "notice", "notices"), told) == []


def test_parity_sees_what_stands_around_a_page(clients: Clients, hub: FakeHub) -> None:
    page, site = product(clients, "website").text, document(hub, "website", "site", "site")
    number = site["facts"][site["contact"]]["text"]
    wrong = page.replace(number, "14 9999")

    assert check_around(page, lambda kind, key: document(hub, "website", kind, key)) == []
    assert {each.key for each in check_around(wrong, lambda *_: site)} == {site["contact"]}


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_urgent_notice_is_read_out_at_once_and_the_others_politely(clients: Clients, channel: str) -> None:
    roles = [notice["role"] for notice in product(clients, channel).soup.select("[data-notice]")]

    assert roles == ["alert", "status"]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_notice_says_in_words_how_much_it_matters(clients: Clients, channel: str) -> None:
    words = [word.get_text() for word in product(clients, channel).soup.select("[data-notice] .severity")]

    assert words == ["Dringend:", "Let op:"]


def test_a_notice_that_is_not_translated_says_its_language(clients: Clients) -> None:
    notices = product(clients, "desk", query="?locale=en").soup.select("[data-notice]")

    assert [(notice["data-notice"], notice["lang"]) for notice in notices] == [(URGENT, "nl"), (BUSY, "en")]
    assert "Dringend:" in notices[0].get_text()


def test_a_notice_says_until_when_in_local_time(clients: Clients) -> None:
    until = product(clients, "website").soup.select_one(f"[data-notice={BUSY}] .until")

    assert until.get_text() == "Tot 1 januari 2027, 0.00 uur"


def test_the_notices_stand_above_the_title(clients: Clients) -> None:
    page = product(clients, "website").text

    assert page.index("data-notice") < page.index("<h1>")


@pytest.mark.parametrize("form", ["bericht", "brief"])
def test_a_message_begins_with_the_notices_of_its_product(clients: Clients, hub: FakeHub, form: str) -> None:
    page = clients.get(f"{MOMENT}/{form}")
    notices = document(hub, "email", "notice", "notices")

    assert shown(page) == [URGENT, BUSY]
    assert check_notices(page.text, notices, document(hub, "email")) == []
    assert page.text.index("data-notice") < page.text.index("Beste")


def test_a_plain_message_begins_with_them_too(clients: Clients, hub: FakeHub) -> None:
    text = clients.get(f"{MOMENT}/tekst").text

    assert text.startswith("Dringend: DigiD werkt niet\nU kunt nu niet inloggen. Probeer het later.\nhttps://gemeente")
    assert check_plain_notices(text, document(hub, "email", "notice", "notices"), document(hub, "email")) == []


def test_a_message_of_a_product_that_is_not_told_has_the_notices_about_it(clients: Clients, hub: FakeHub) -> None:
    hub.answers["/api/v1/channels/email/documents/product/paspoort"] = 404

    assert shown(clients.get(f"{MOMENT}/bericht")) == [URGENT, BUSY]


def test_the_phone_begins_its_script_with_them(clients: Clients) -> None:
    first = product(clients, "phone").soup.select_one(".script .first")

    assert first.summary.get_text(" ", strip=True).startswith("M Zeg dit eerst DigiD werkt niet")
    assert "Dringend: DigiD werkt niet DigiD werkt nu niet." in first.get_text(" ", strip=True)
    assert "Klaar na" not in first.get_text()
    assert [quote.get_text() for quote in first.select("[data-notice] q")] == [
        "Het is druk. Een paspoort ligt klaar na vijf werkdagen."
    ]


@pytest.mark.parametrize("channel", ["desk", "phone"])
@pytest.mark.parametrize("path", ["", "product/paspoort/"])
def test_pages_that_stay_open_look_for_new_notices(clients: Clients, channel: str, path: str) -> None:
    soup = clients.get(f"/kanalen/{channel}/{path}").soup

    assert soup.select_one("[data-part] [data-notice]")
    assert soup.select_one(f"script[src='{STATIC}/follow.js']")
    assert soup.select_one(".status[data-announce='Bijgewerkt']").get_text() == ""


def test_a_hub_without_notices_gives_pages_without_them(clients: Clients, hub: FakeHub) -> None:
    hub.answers["/api/v1/channels/website/documents/notice/notices"] = 404

    assert (product(clients, "website").status, shown(product(clients, "website"))) == (200, [])


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_ended_product_leads_to_its_successor(clients: Clients, channel: str) -> None:
    page = product(clients, channel, ENDED)
    told = page.soup.select_one("[data-availability=ended]:not([data-route])").parent.get_text(" ", strip=True)

    assert "U kunt dit niet meer aanvragen. Dat is een Europese regel." in told
    assert page.soup.select(f"main a[href='/kanalen/{channel}/product/paspoort/']")


def test_the_website_says_it_before_all_else(clients: Clients) -> None:
    page = product(clients, "website", ENDED).text

    assert page.index("<h1>") < page.index("data-availability") < page.index('class="ways"')


@pytest.mark.parametrize("channel", ["website", "desk"])
def test_an_ended_product_cannot_be_asked_for(clients: Clients, channel: str) -> None:
    page = product(clients, channel, ENDED).soup

    assert page.select("main a[href='https://gemeente.example/afspraak']") == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_route_that_is_stopped_is_shown_as_such(clients: Clients, channel: str) -> None:
    stopped = product(clients, channel).soup.select_one("[data-route=telefoon]")

    assert stopped["data-availability"] == "stopped"
    assert "Op deze manier kan het tijdelijk niet. Vanaf 28 november 2026 kan het weer." in stopped.get_text()


def test_a_route_that_is_stopped_has_no_button(clients: Clients, hub: FakeHub) -> None:
    told = deepcopy(document(hub, "website"))
    online = next(route for route in told["routes"] if route["key"] == "online")
    assert len(product(clients, "website").soup.select(".route-online .button")) == 1

    online["availability"] |= {"status": "stopped", "text": "Op deze manier kan het tijdelijk niet."}
    hub.documents["website", "product", "paspoort", "nl"] = told

    assert product(clients, "website").soup.select(".route-online .button") == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_document_of_before_availability_was_told_is_shown_as_open(
    clients: Clients, hub: FakeHub, channel: str
) -> None:
    told = deepcopy(document(hub, channel))
    del told["availability"]
    for route in told["routes"]:
        del route["availability"]
    hub.documents[channel, "product", "paspoort", "nl"] = told
    page = product(clients, channel)

    assert page.status == 200
    assert channel == "email" or page.soup.select("[data-availability]") == []
