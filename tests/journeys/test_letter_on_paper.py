"""The letter as Chromium prints it: on A4, in an envelope with a window, over several pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.contract.client_under_test import Clients, clients_of
from tests.contract.fake_hub import FakeHub, example_documents, serving
from tests.journeys.served_clients import serving_clients

pytestmark = pytest.mark.browser

PIXELS_PER_MM = 96 / 25.4
WITHIN_MARGINS = 210 - 25 - 22
LONG = "<h2>Kop</h2>" + "<p>Een regel van een lange brief die over meer bladen gaat.</p>" * 14


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serving(FakeHub(example_documents())) as hub:
        yield hub


def moment(hub: FakeHub) -> dict[str, str]:
    return next(each for each in hub.documents.values() if each["kind"] == "contactMoment")


def letter_of(hub: FakeHub) -> str:
    return f"/kanalen/email/moment/{moment(hub)['key']}/brief"


@pytest.fixture
def clients(hub: FakeHub) -> Iterator[Clients]:
    with clients_of(hub) as clients:
        yield clients


def test_the_address_stands_in_the_window_on_the_left(browser: Browser, hub: FakeHub) -> None:
    """From the corner of what is printed, so within the margins of the sheet."""
    with serving_clients(hub) as url:
        page = browser.new_page()
        page.emulate_media(media="print")
        page.goto(url + letter_of(hub))
        box = page.locator("address").bounding_box()
        page.close()

    assert (round(box["x"] / PIXELS_PER_MM), round(box["y"] / PIXELS_PER_MM)) == (0, 30)


def test_nothing_is_wider_than_the_sheet_which_would_shrink_it(browser: Browser, hub: FakeHub) -> None:
    with serving_clients(hub) as url:
        page = browser.new_page(viewport={"width": int(WITHIN_MARGINS * PIXELS_PER_MM), "height": 900})
        page.emulate_media(media="print")
        page.goto(url + letter_of(hub))
        page.evaluate("document.body.className = 'window-right'")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.close()

    assert wider == 0


def test_a_long_letter_is_printed_on_five_sheets(browser: Browser, hub: FakeHub) -> None:
    moment(hub)["letter"] += LONG * 6
    with serving_clients(hub) as url:
        page = browser.new_page()
        page.goto(url + letter_of(hub))
        printed = page.pdf(prefer_css_page_size=True)
        page.close()

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 5


def test_the_window_may_be_on_the_right(clients: Clients, hub: FakeHub) -> None:
    clients.application.config["LETTER_WINDOW"] = "right"

    assert clients.get(letter_of(hub)).soup.body["class"] == ["window-right"]


def test_a_letter_has_its_addressee_and_its_date(clients: Clients, hub: FakeHub) -> None:
    page = clients.get(letter_of(hub)).soup

    assert page.select_one("address").get_text("|") == "J. de Vries|Voorbeeldstraat 12|1234 AB VOORBEELD"
    assert page.select_one(".reference dd").get_text() == "24 november 2026"
