"""The reference clients in a real browser: nothing for axe to find, nothing that falls off a small screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.contract.client_under_test import SHOWN, page_of
from tests.contract.fake_hub import FakeHub, example_documents, serving
from tests.journeys.served_clients import serving_clients

pytestmark = pytest.mark.browser

PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# As WCAG 1.4.12 has it.
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-block-end: 2em !important; }"
)
ADOPT = "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }"
DOCUMENTS = [entry for entry in example_documents() if entry["kind"] in SHOWN[entry["channel"]]]
PRODUCT = next(entry["key"] for entry in DOCUMENTS if any(route["hours"] for route in entry.get("routes", ())))
MOMENT = next(entry["key"] for entry in DOCUMENTS if entry["kind"] == "contactMoment")
PATHS = [
    "/kanalen/",
    f"/kanalen/vergelijk/{PRODUCT}/",
    *(f"/kanalen/{channel}/" for channel in SHOWN),
    *map(page_of, DOCUMENTS),
    "/kanalen/website/niets/",
    *(f"/kanalen/{channel}/zoeken/?q=paspoort&thema=burgerzaken" for channel in SHOWN),
    "/kanalen/website/zoeken/?q=paspoort&locale=en&reactie=dank&soort=product&bij=paspoort",
    "/kanalen/website/zoeken/",
]


@pytest.fixture(scope="module")
def hub() -> Iterator[FakeHub]:
    with serving(FakeHub(example_documents())) as hub:
        yield hub


@pytest.fixture(scope="module")
def address(hub: FakeHub) -> Iterator[str]:
    with serving_clients(hub) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    """Somebody with a telephone of 320 pixels wide; the console stays silent."""
    context = browser.new_context(base_url=address, viewport=PHONE, locale="nl-NL")
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [text for text in complaints if "404" not in text] == []


def without_policy(route: Route) -> None:
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=headers)


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(visitor: Page, path: str) -> None:
    for size in (PHONE, DESKTOP):
        visitor.set_viewport_size(size)
        visitor.goto(path)
        found = Axe().run(visitor, options={"resultTypes": ["violations"]})
        assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize("form", ["bericht", "brief"])
def test_axe_finds_nothing_in_an_email_or_letter(visitor: Page, form: str) -> None:
    """By the rules for content: an e-mail has no landmarks, since it is shown inside a page that has them.

    Its policy lets no script run, axe neither, so the message is judged without it.
    """
    visitor.route("**/bericht", without_policy)
    visitor.goto(f"/kanalen/email/moment/{MOMENT}/{form}")
    found = Axe().run(visitor, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})

    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_falls_off_a_screen_of_320_pixels_also_with_text_spaced_out(visitor: Page, path: str) -> None:
    visitor.goto(path)
    width = visitor.evaluate("document.documentElement.scrollWidth")
    visitor.evaluate(ADOPT, SPACED)
    spaced = visitor.evaluate("document.documentElement.scrollWidth")

    assert (width, spaced) == (PHONE["width"], PHONE["width"])


def test_the_first_tab_skips_to_the_content(visitor: Page) -> None:
    visitor.goto(f"/kanalen/website/product/{PRODUCT}/")
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("link", name="Direct naar de inhoud")).to_be_focused()
    visitor.keyboard.press("Enter")

    expect(visitor.locator("main")).to_be_focused()


def test_the_phone_script_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/kanalen/phone/product/{PRODUCT}/")
    page.locator(".choices a").first.click()

    expect(page.locator("#stap")).to_contain_text("Stap 2")
    assert "stap=" in page.url
    context.close()


def test_the_desk_follows_a_release_without_moving_focus(visitor: Page, hub: FakeHub) -> None:
    document = hub.documents["desk", "product", PRODUCT, "nl"]
    visitor.clock.install()
    visitor.goto(f"/kanalen/desk/product/{PRODUCT}/")
    fold = visitor.locator("[data-part=routes] summary").first
    fold.focus()
    key, fact = next((key, fact) for key, fact in document["facts"].items() if fact["kind"] == "amount")
    before = dict(fact)
    value, full = {"amount": "99.99", "currency": "EUR"}, {**fact["full"], "text": "€ 99,99"}
    fact |= {"text": "€ 99,99", "full": full, "value": value}
    visitor.clock.run_for(5000)

    expect(visitor.locator(f"[data-part=costs] [data-fact='{key}']").first).to_have_text("€ 99,99")
    expect(visitor.locator(".status")).to_contain_text("Paspoort (jonger dan 18 jaar) kost nu € 99,99")
    expect(fold).to_be_focused()
    fact |= before


def test_the_desk_keeps_focus_even_inside_a_part_that_changes(visitor: Page, hub: FakeHub) -> None:
    document = hub.documents["desk", "product", PRODUCT, "nl"]
    visitor.clock.install()
    visitor.goto(f"/kanalen/desk/product/{PRODUCT}/")
    fold = visitor.locator("[data-part=routes] summary").first
    fold.click()
    route = next(route for route in document["routes"] if route["hours"])
    before, route["label"] = route["label"], "Aan de nieuwe balie"
    visitor.clock.run_for(5000)

    expect(visitor.locator("[data-part=routes]")).to_contain_text("Aan de nieuwe balie")
    expect(fold).to_be_focused()
    expect(visitor.locator("[data-part=routes] details").first).to_have_attribute("open", "")
    route["label"] = before


@pytest.mark.parametrize(
    "path", ["/kanalen/desk/", f"/kanalen/desk/product/{PRODUCT}/", f"/kanalen/phone/product/{PRODUCT}/"]
)
def test_a_new_notice_appears_on_a_page_that_stays_open(visitor: Page, hub: FakeHub, path: str) -> None:
    document = hub.documents[path.split("/")[2], "notice", "notices", "nl"]
    visitor.clock.install()
    visitor.goto(path)
    visitor.locator("main a").first.focus()
    focused = visitor.evaluate("document.activeElement.href")
    before = list(document["notices"])
    document["notices"].insert(0, before[0] | {"key": "brand", "title": "Het gemeentehuis is ontruimd"})
    visitor.clock.run_for(2000)

    expect(visitor.locator("[data-notice=brand][role=alert]")).to_contain_text("Het gemeentehuis is ontruimd")
    expect(visitor.locator(".status")).to_contain_text("Het gemeentehuis is ontruimd")
    assert visitor.evaluate("document.activeElement.href") == focused
    document["notices"][:] = before
