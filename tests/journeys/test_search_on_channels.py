"""Residents and colleagues search on their own channel: by keyboard, without JavaScript, and with a thumb that counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.eventually import eventually
from tests.journeys.running_hub import Hub

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.engine]
FEE = "paspoort.leges.volwassene"
NOTE = "Risicoscan bij elke aanvraag"


@pytest.fixture
def resident(hub: Hub, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=hub.url, locale="nl-NL", viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(hub: Hub, browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(base_url=hub.url, locale="nl-NL", java_script_enabled=False)
    yield context.new_page()
    context.close()


def fee_today(hub: Hub) -> str:
    document = hub.get("/api/v1/channels/website/documents/product/paspoort").json()
    return str(document["facts"][FEE]["text"])


def search(page: Page, channel: str, text: str) -> None:
    page.goto(f"/kanalen/{channel}/")
    page.locator("#zoek").fill(text)
    page.locator("form.search button").click()


def test_a_resident_who_mistypes_finds_the_product_by_keyboard(hub: Hub, resident: Page) -> None:
    resident.goto("/kanalen/website/")
    field = resident.get_by_role("combobox", name="Waar zoekt u naar?")
    field.press_sequentially("papsoort")
    expect(resident.get_by_role("option").first).to_contain_text("Paspoort")
    field.press("ArrowDown")
    field.press("Enter")

    expect(resident).to_have_url("/kanalen/website/product/paspoort/")
    expect(resident.locator(f"[data-fact='{FEE}']").first).to_have_text(fee_today(hub))


def test_the_fee_of_today_stands_beside_the_result_without_javascript(hub: Hub, plain: Page) -> None:
    search(plain, "website", "papsoort")
    first = plain.locator(".hit").first

    expect(first.locator(f"[data-fact='{FEE}']")).to_have_text(f"{fee_today(hub)} (18 jaar en ouder)")
    first.get_by_role("link").click()
    expect(plain).to_have_url("/kanalen/website/product/paspoort/")


def test_the_desk_finds_an_internal_note_that_the_website_never_finds(plain: Page) -> None:
    search(plain, "desk", "risicoscan")
    expect(plain.locator(".hit").first.locator(".snippet.internal")).to_contain_text(NOTE)

    search(plain, "website", "risicoscan")
    expect(plain.locator("h1")).to_contain_text("risicoscan")
    expect(plain.locator("main")).not_to_contain_text(NOTE)


def test_the_phone_finds_an_answer_of_a_script_that_the_website_never_finds(plain: Page) -> None:
    search(plain, "phone", "overname")
    expect(plain.locator(".hit").first.locator(".snippet")).to_contain_text("Nieuwe zaak of overname")

    search(plain, "website", "overname")
    expect(plain.locator("main")).not_to_contain_text("Nieuwe zaak of overname")


def test_a_thumb_without_javascript_reaches_the_report_of_editors(
    plain: Page, resident: Page, editor_of_hub: Page
) -> None:
    for _ in range(3):
        search(plain, "website", "snoeiafval wegbrengen")
    plain.locator(".thumb-down").first.click()
    expect(plain.locator(".hit").first.locator("[role=status]")).to_have_text("Dank u wel, daar leren we van.")
    search(resident, "website", "snoeiafval wegbrengen")
    resident.locator(".thumb").first.click()
    expect(resident.locator(".hit").first.locator("[role=status]")).to_have_text("Dank u wel, daar leren we van.")

    def is_reported() -> bool:
        editor_of_hub.goto("/admin/search-report/")
        row = editor_of_hub.get_by_role("row").filter(has_text="snoeiafval wegbrengen")
        return row.filter(has_text="1 omhoog, 1 omlaag").count() == 1

    assert eventually(is_reported)
