"""An administrator confirms what the law asks of a channel; then it tells what the others tell, and off means off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from releases.channels import CHANNELS
from tests.eventually import eventually
from tests.journeys.conftest import logged_in
from tests.journeys.running_hub import Hub

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHANNEL = next(channel for channel in CHANNELS.values() if channel.conditions)
PRODUCT = f"/kanalen/{CHANNEL.name}/product/rijbewijs/"
FEE = "rijbewijs.leges"


@pytest.fixture
def administrator(hub: Hub, browser: Browser) -> Iterator[Page]:
    with logged_in("beheer", hub, browser) as page:
        yield page


def conditions(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Instellingen").click()
    page.get_by_role("link", name="Kanaalvoorwaarden").click()


def confirm(page: Page) -> None:
    """The first that is not confirmed."""
    page.get_by_role("link", name="Bevestigen").first.click()
    page.get_by_label("Kenmerk").fill("Z-2026-0042")
    page.get_by_label("Ik bevestig dat aan deze voorwaarde is voldaan").check()
    page.locator("form#w-editor-form button[type=submit]").click()


def withdraw(page: Page) -> None:
    page.get_by_role("link", name="Intrekken").first.click()
    page.get_by_label("Reden").fill("De overeenkomst is verlopen.")
    page.locator("form#w-editor-form button[type=submit]").click()


def tells_the_fee(hub: Hub) -> bool:
    fee = hub.get("/api/v1/channels/website/documents/product/rijbewijs").json()["facts"][FEE]["text"]
    page = hub.get(PRODUCT)
    return page.is_success and fee in page.text


def test_a_channel_goes_on_with_its_last_confirmation_and_off_with_the_first_withdrawal(
    hub: Hub, administrator: Page
) -> None:
    assert not tells_the_fee(hub)
    conditions(administrator)
    for _ in CHANNEL.conditions:
        expect(administrator.get_by_text("uit", exact=True)).to_be_visible()
        confirm(administrator)
    expect(administrator.get_by_text("aan", exact=True)).to_be_visible()
    assert eventually(lambda: tells_the_fee(hub))

    withdraw(administrator)
    expect(administrator.get_by_text("uit", exact=True)).to_be_visible()
    assert eventually(lambda: not tells_the_fee(hub))
