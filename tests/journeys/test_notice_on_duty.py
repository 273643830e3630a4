"""Somebody on duty warns everybody at once; open pages of colleagues show it, and an editor looks afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.eventually import eventually
from tests.journeys.editing import channels_telling, publish
from tests.journeys.running_hub import Hub

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE, TEXT = "Gaslek bij het gemeentehuis", "Kom vandaag niet naar het gemeentehuis."
PAGES = {
    "website": "/kanalen/website/product/grofvuil/",
    "email": "/kanalen/email/moment/paspoort.verloopt-binnenkort/tekst",
    "desk": "/kanalen/desk/product/grofvuil/",
    "phone": "/kanalen/phone/product/grofvuil/",
}


def write_notice(page: Page) -> None:
    page.goto("/admin/snippets/products/notice/add/")
    page.locator("#id_label_nl").fill(TITLE)
    page.locator("#id_severity").select_option("urgent")
    text = page.locator("[data-contentpath=text] .public-DraftEditor-content").first
    text.click()
    text.press_sequentially(TEXT)
    # Draftail hands its text to the form a quarter of a second after the last change.
    expect(page.locator("#id_text_nl")).to_have_value(re.compile(re.escape(TEXT)))


def take_away(page: Page) -> None:
    """From the list of notices."""
    edit = page.get_by_role("link", name=TITLE).first.get_attribute("href") or ""
    page.goto(edit.replace("/edit/", "/unpublish/"))
    page.locator("main form[method=post] [type=submit]").click()


def test_a_notice_of_the_duty_officer_is_everywhere_and_then_checked(
    hub: Hub, browser: Browser, officer_of_hub: Page, editor_of_hub: Page
) -> None:
    desk = browser.new_page(base_url=hub.url)
    desk.goto(PAGES["desk"])
    shown = desk.get_by_role("alert").filter(has_text=TITLE)
    expect(shown).to_have_count(0)

    write_notice(officer_of_hub)
    publish(officer_of_hub)

    expect(shown).to_contain_text(TEXT)
    assert eventually(lambda: channels_telling(TEXT, hub, PAGES) == PAGES.keys())

    editor_of_hub.goto("/admin/")
    row = editor_of_hub.get_by_role("row").filter(has_text=TITLE)
    expect(row).to_contain_text("door piket")
    row.get_by_role("button").click()
    expect(editor_of_hub.get_by_text(f"“{TITLE}” is gecontroleerd.")).to_be_visible()
    expect(row).to_have_count(0)

    editor_of_hub.goto("/admin/snippets/products/notice/")
    expect(editor_of_hub.get_by_role("row").filter(has_text=TITLE)).to_contain_text("gecontroleerd door redactie")
    take_away(editor_of_hub)

    expect(shown).to_have_count(0)
    assert eventually(lambda: channels_telling(TEXT, hub, PAGES) == set())
    desk.close()
