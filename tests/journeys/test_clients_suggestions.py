"""The search field in a real browser: a combobox by keyboard, and a thumb without leaving the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.contract.fake_hub import FakeHub
from tests.eventually import eventually
from tests.journeys.test_clients_accessible import address, hub

__all__ = ["address", "hub"]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.browser
SUGGESTIONS = "/api/v1/suggestions"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 640}, locale="nl-NL")
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/kanalen/website/")
    yield page
    context.close()
    assert [text for text in complaints if "404" not in text] == []


@pytest.fixture
def field(page: Page) -> Locator:
    field = page.get_by_role("combobox", name="Waar zoekt u naar?")
    field.press_sequentially("pas")
    expect(page.get_by_role("option")).to_have_count(3)
    return field


def test_the_number_of_suggestions_is_told_and_the_list_is_open(page: Page, field: Locator):
    expect(page.locator(".search [role=status]")).to_have_text("3 suggesties; kies met de pijltjes")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).not_to_have_attribute("aria-activedescendant", "suggestie-0")
    assert Axe().run(page).response["violations"] == []


def test_the_arrows_choose_while_focus_stays_in_the_field(page: Page, field: Locator):
    field.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_text("Verhuizing doorgeven")
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    field.press("ArrowDown")

    expect(field).to_have_attribute("aria-activedescendant", "suggestie-0")
    expect(page.get_by_role("option", selected=True)).to_have_text("Paspoort")
    expect(field).to_be_focused()


def test_enter_goes_to_what_is_chosen(page: Page, field: Locator):
    field.press("ArrowDown")
    field.press("Enter")

    expect(page).to_have_url("/kanalen/website/product/paspoort/")


def test_enter_without_a_choice_searches(page: Page, field: Locator):
    field.press("Enter")

    expect(page).to_have_url("/kanalen/website/zoeken/?q=pas")


def test_escape_closes_the_list_and_then_empties_the_field(page: Page, field: Locator):
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("pas")
    field.press("Escape")

    expect(field).to_have_value("")


def test_a_suggestion_can_be_clicked(page: Page, field: Locator):
    page.get_by_role("option", name="Verhuizing").click()

    expect(page).to_have_url("/kanalen/website/product/verhuizing/")


def test_who_leaves_the_field_leaves_the_list(page: Page, field: Locator):
    field.press("Tab")

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_quick_typing_asks_once(page: Page, hub: FakeHub):
    """However slowly the keys come on a busy machine: time stands still while they do."""
    page.clock.install(time=NOON)
    page.reload()
    page.clock.pause_at(NOON + timedelta(hours=1))
    before = len(hub.asked_for(SUGGESTIONS))
    page.get_by_role("combobox").press_sequentially("paspoort")
    page.clock.run_for(1000)
    expect(page.get_by_role("option").first).to_be_visible()

    assert [query["q"] for query, _ in hub.asked_for(SUGGESTIONS)[before:]] == [["paspoort"]]


def test_an_old_answer_never_comes_after_a_new_one(page: Page):
    """The first answer is held until the second is there; it was given up when more was typed."""
    held = []
    page.route("**/suggesties/?q=pa", lambda route: held.append(route))
    field = page.get_by_role("combobox")
    with page.expect_request("**/suggesties/?q=pa"):
        field.press_sequentially("pa")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("?q=pa")):
        field.press_sequentially("s")

    expect(page.get_by_role("option")).to_have_count(3)
    assert len(held) == 1


def test_without_an_answer_the_field_stays_a_plain_field(page: Page, hub: FakeHub):
    page.route("**/suggesties/**", lambda route: route.fulfill(status=200, json={"results": []}))
    field = page.get_by_role("combobox")
    field.press_sequentially("xqz")

    expect(page.locator(".search [role=status]")).to_have_text("Geen suggesties")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")


def test_a_thumb_is_thanked_in_its_place(page: Page, hub: FakeHub):
    hub.told.clear()
    page.goto("/kanalen/website/zoeken/?q=paspoort")
    page.locator("#product-paspoort").get_by_role("button", name="Nee").click()
    told = page.locator("#product-paspoort [role=status]")

    expect(told).to_have_text("Dank u wel, daar leren we van.")
    expect(told).to_be_focused()
    expect(page).to_have_url("/kanalen/website/zoeken/?q=paspoort")
    assert [(members["key"], members["action"]) for _, members, _ in hub.told] == [("paspoort", "notUseful")]


def test_what_is_chosen_is_told_on_the_way(page: Page, hub: FakeHub):
    hub.told.clear()
    page.goto("/kanalen/website/zoeken/?q=paspoort")
    page.get_by_role("link", name="Verhuizing doorgeven").click()

    expect(page).to_have_url("/kanalen/website/product/verhuizing/")
    # A browser does not say when a beacon, sent while leaving the page, has arrived.
    assert eventually(lambda: [(told["key"], told["action"]) for _, told, _ in hub.told] == [("verhuizing", "clicked")])
