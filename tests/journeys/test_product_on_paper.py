"""A product page of the website as Chromium prints it: at most three sheets of A4, of what still holds on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.running_hub import Hub

pytestmark = pytest.mark.browser

# Of all products of the sample those that took most sheets: ways to ask, tables, and a stop.
LONGEST = ("paspoort", "rommelmarkt")
SMALLEST = 12.0  # CSS pixels: 9 point


@pytest.fixture
def page(browser: Browser, hub: Hub) -> Iterator[Page]:
    context = browser.new_context(base_url=hub.url, locale="nl-NL", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("key", LONGEST)
def test_the_longest_products_are_at_most_three_sheets(page: Page, key: str):
    page.goto(f"/kanalen/website/product/{key}/")

    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 3


def test_what_is_printed_can_be_read(page: Page):
    page.goto("/kanalen/website/product/paspoort/")
    page.emulate_media(media="print")

    for words in ("main li", "main p", ".facts td .more"):
        assert page.locator(words).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= SMALLEST


def test_paper_has_the_usual_week_and_not_today(page: Page):
    page.goto("/kanalen/website/product/paspoort/")
    page.emulate_media(media="print")

    expect(page.locator(".route details p .fact").first).to_be_visible()
    expect(page.locator(".route .today").first).to_be_hidden()
