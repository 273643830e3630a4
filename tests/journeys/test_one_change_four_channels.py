"""An editor changes the passport fee once; every channel says it, the old release still says the old one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.running_hub import Hub, running_hub

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FEE = "paspoort.leges.volwassene"
OLD, NEW = "€ 83,87", "€ 84,90"
PAGES = {
    "website": "/kanalen/website/product/paspoort/",
    "email": "/kanalen/email/moment/paspoort.verloopt-binnenkort/bericht",
    "desk": "/kanalen/desk/product/paspoort/",
    "phone": "/kanalen/phone/product/paspoort/",
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


@pytest.fixture
def editor(hub: Hub, browser: Browser) -> Iterator[Page]:
    """Logged in, on the admin's home page."""
    context = browser.new_context(base_url=hub.url, locale="nl-NL", viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/admin/")
    page.locator("input[name=username]").fill("redactie")
    page.locator("input[name=password]").fill(hub.editor_password())
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def open_fee(page: Page) -> None:
    page.goto(f"/admin/snippets/products/amount/?q={FEE}")
    page.get_by_role("row").filter(has_text=FEE).get_by_role("link").first.click()


def amount_now(page: Page):
    """The amount of the value that began on 1 January 2024."""
    starts = page.locator("input[name$='-valid_from'][value='2024-01-01']")
    prefix = (starts.get_attribute("name") or "").removesuffix("-valid_from")
    return page.locator(f"input[name='{prefix}-amount']")


def publish(page: Page) -> None:
    page.locator("footer").get_by_role("button", name="Meer acties").click()
    page.locator("footer").get_by_role("button", name="Publiceren").click()


def shown(hub: Hub, path: str, **query: str) -> str:
    response = hub.get(path, **query)
    assert response.status_code == 200, response.text[:500]
    return response.text


def fee_in_release(hub: Hub, **query: str) -> str:
    document = hub.get("/api/v1/channels/website/documents/product/paspoort", **query).json()
    return document["facts"][FEE]["text"]


def test_one_change_reaches_four_channels_and_the_past_stays(hub, editor):
    before = hub.get("/api/v1/releases/current").json()["number"]
    assert all(OLD in shown(hub, path) for path in PAGES.values())

    open_fee(editor)
    amount_now(editor).fill("84.90")
    publish(editor)
    expect(editor.get_by_text(f"Publicatie {before + 1}")).to_be_visible()

    pages = {channel: shown(hub, path) for channel, path in PAGES.items()}
    assert {channel: NEW in page for channel, page in pages.items()} == dict.fromkeys(PAGES, True)
    assert {channel: OLD in page for channel, page in pages.items()} == dict.fromkeys(PAGES, False)
    assert fee_in_release(hub) == NEW
    assert fee_in_release(hub, release=str(before)) == OLD
    parity = hub.manage("verify_parity", "--quiet", "--url", hub.url)
    assert parity.returncode == 0, parity.stdout + parity.stderr
