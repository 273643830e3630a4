"""An editor changes the passport fee once; every channel says it, the old release still says the old one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.eventually import eventually
from tests.journeys.editing import channels_telling, current_release, open_amount, publish
from tests.journeys.running_hub import Hub

pytestmark = pytest.mark.slow

FEE = "paspoort.leges.volwassene"
OLD, NEW = "€ 83,87", "€ 84,90"
PAGES = {
    "website": "/kanalen/website/product/paspoort/",
    "email": "/kanalen/email/moment/paspoort.verloopt-binnenkort/bericht",
    "desk": "/kanalen/desk/product/paspoort/",
    "phone": "/kanalen/phone/product/paspoort/",
}


def amount_now(page: Page) -> Locator:
    """The amount of the value that began on 1 January 2024."""
    starts = page.locator("input[name$='-valid_from'][value='01-01-2024']")
    prefix = (starts.get_attribute("name") or "").removesuffix("-valid_from")
    return page.locator(f"input[name='{prefix}-amount']")


def fee_in_release(hub: Hub, **query: str) -> str:
    document = hub.get("/api/v1/channels/website/documents/product/paspoort", **query).json()
    return document["facts"][FEE]["text"]


@pytest.mark.browser
@pytest.mark.engine
def test_one_change_reaches_four_channels_and_the_past_stays(hub: Hub, editor_of_hub: Page) -> None:
    before = current_release(hub)
    assert channels_telling(OLD, hub, PAGES) == PAGES.keys()

    open_amount(editor_of_hub, FEE)
    amount_now(editor_of_hub).fill("84,90")
    publish(editor_of_hub)
    expect(editor_of_hub.get_by_text(f"Publicatie {before + 1}")).to_be_visible()

    assert eventually(lambda: channels_telling(NEW, hub, PAGES) == PAGES.keys())
    assert channels_telling(OLD, hub, PAGES) == set()
    assert fee_in_release(hub) == NEW
    assert fee_in_release(hub, release=str(before)) == OLD


def test_every_page_of_every_channel_says_what_was_published(hub: Hub) -> None:
    parity = hub.manage("verify_parity", "--quiet", "--url", hub.url)
    assert parity.returncode == 0, parity.stdout + parity.stderr
