"""At the counter, in a real browser: to a product in three keystrokes, and a paper for the visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_clients_accessible import address, hub

__all__ = ["address", "hub"]
pytestmark = pytest.mark.browser

SMALLEST = 12.0  # CSS pixels: 9 point


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, locale="nl-NL", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_three_keystrokes_and_enter_open_the_product(page: Page):
    page.goto("/kanalen/desk/")
    page.keyboard.type("pas")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/kanalen/desk/product/paspoort/")


def test_the_view_for_the_visitor_is_a_link_away_and_back(page: Page):
    page.goto("/kanalen/desk/product/paspoort/")
    page.get_by_role("link", name="Voor de bezoeker").click()
    expect(page).to_have_url("/kanalen/desk/product/paspoort/bezoeker/")
    page.get_by_role("link", name="Beside it: English").click()
    expect(page.locator("article")).to_have_count(2)
    page.get_by_role("link", name="Terug naar de balie").click()

    expect(page).to_have_url("/kanalen/desk/product/paspoort/")


@pytest.mark.parametrize(("beside", "sides"), [("", 1), ("?naast=en", 2)])
def test_the_hand_out_is_one_sheet_that_can_be_read(page: Page, beside: str, sides: int):
    page.goto(f"/kanalen/desk/product/paspoort/bezoeker/{beside}")

    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= sides
    page.emulate_media(media="print")
    assert page.locator(".visitor li").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= SMALLEST


def test_what_leads_a_colleague_on_is_on_no_hand_out(page: Page):
    page.goto("/kanalen/desk/product/paspoort/bezoeker/")
    page.emulate_media(media="print")

    expect(page.get_by_role("link", name="Terug naar de balie")).to_be_hidden()


@pytest.mark.parametrize("channel", ["desk", "phone"])
def test_what_is_for_colleagues_is_on_no_paper(page: Page, channel: str):
    page.goto(f"/kanalen/{channel}/product/paspoort/")
    expect(page.locator(".internal")).to_have_count(1)
    page.emulate_media(media="print")

    expect(page.locator(".internal")).to_be_hidden()
