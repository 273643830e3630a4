"""A colleague finds what the website said, walks through time and prints a statement, by keyboard and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
PRODUCT = "/admin/said/product/rijbewijs/"
PAGES = ["/admin/said/", "/admin/said/?q=niets", PRODUCT, f"{PRODUCT}?known=2020-01-01", f"{PRODUCT}statement/"]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def test_a_product_is_found_while_typing_and_opened_by_keyboard(editor_of_hub: Page) -> None:
    page = editor_of_hub
    page.get_by_role("link", name="Wat zeiden wij?").press("Enter")
    page.get_by_role("searchbox", name="Product of e-mail").press_sequentially("rijbew")
    found = page.locator("#listing-results").get_by_role("link", name="Rijbewijs", exact=True)
    expect(found).to_be_visible()
    found.press("Enter")

    expect(page.get_by_role("heading", name="Website (Nederlands), gezegd op")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("In het kort")


def test_two_days_are_typed_and_the_text_of_then_is_shown(editor_of_hub: Page) -> None:
    page = editor_of_hub
    page.goto(PRODUCT)
    page.get_by_role("textbox", name="Gezegd op").fill("01-01-2020")
    page.get_by_role("button", name="Tonen").press("Enter")

    expect(page.get_by_text("Op dat moment was er nog niets gepubliceerd.")).to_be_visible()
    page.get_by_role("link", name="Deze tekst werd voor het eerst gepubliceerd op").press("Enter")
    expect(page.get_by_role("article")).to_contain_text("In het kort")


def test_a_statement_is_made_to_be_printed(editor_of_hub: Page) -> None:
    page = editor_of_hub
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto(PRODUCT)
    page.get_by_role("link", name="Verklaring om af te drukken").press("Enter")
    expect(page.locator("header img")).to_be_visible()
    page.get_by_role("button", name="Afdrukken").press("Enter")

    expect(page).to_have_title("printed")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Afdrukken")).to_be_hidden()


def test_axe_finds_nothing(editor_of_hub: Page) -> None:
    for path in PAGES:
        editor_of_hub.goto(path)
        found = Axe().run(editor_of_hub, options=WCAG)
        assert found.response["violations"] == [], found.generate_report()


def test_nothing_falls_off_a_small_screen(editor_of_hub: Page) -> None:
    editor_of_hub.set_viewport_size({"width": 320, "height": 700})
    for path in PAGES:
        editor_of_hub.goto(path)
        assert editor_of_hub.evaluate("document.documentElement.scrollWidth") == 320, path
