"""A page that stands open all day, in a real browser: what is new has its keys, stays new, and is all that lights up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.contract.fake_hub import FakeHub, example_documents, serving
from tests.contract.test_clients_phone import PRODUCT, SCRIPT, step
from tests.journeys.served_clients import serving_clients

pytestmark = pytest.mark.browser
ZONE = "Europe/Amsterdam"
LATE = datetime(2026, 11, 30, 17, 5, tzinfo=ZoneInfo(ZONE))
LOOK = "window.dispatchEvent(new Event('online'))"


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serving(FakeHub(example_documents())) as hub:
        hub.documents["phone", "product", "paspoort", "nl"]["script"] = list(SCRIPT)
        yield hub


@pytest.fixture
def agent(browser: Browser, hub: FakeHub) -> Iterator[Page]:
    """On the page of a product, whose clock stands still but for what a test lets pass."""
    with serving_clients(hub) as address:
        context = browser.new_context(base_url=address, locale="nl-NL", timezone_id=ZONE)
        page = context.new_page()
        page.clock.install(time=LATE)
        page.goto(PRODUCT)
        expect(page.locator("html.keys")).to_be_visible()
        yield page
        context.close()


def say(hub: FakeHub, text: str) -> None:
    """As the first step."""
    script = hub.documents["phone", "product", "paspoort", "nl"]["script"]
    choices = [(choice["label"], choice["goto"]) for choice in SCRIPT[0]["choices"]]
    script[0] = step("wie", *choices, plain=text, kind="ask")


def test_an_answer_that_comes_in_later_has_its_key(agent: Page, hub: FakeHub) -> None:
    first = hub.documents["phone", "product", "paspoort", "nl"]["script"]
    first[0] = step("wie", ("Volwassene", "volwassene"), ("Kind", "kind"), ("Anders", "los"), plain="Voor wie is het?")
    agent.clock.run_for(2000)

    expect(agent.get_by_role("link", name="Anders")).to_have_attribute("aria-keyshortcuts", "3")


def test_keys_that_are_off_stay_off_for_an_answer_that_comes_in_later(agent: Page, hub: FakeHub) -> None:
    agent.keyboard.press("?")
    first = hub.documents["phone", "product", "paspoort", "nl"]["script"]
    first[0] = step("wie", ("Volwassene", "volwassene"), ("Kind", "kind"), ("Anders", "los"), plain="Voor wie is het?")
    agent.clock.run_for(2000)

    expect(agent.get_by_role("link", name="Anders")).to_be_visible()
    assert agent.locator("[aria-keyshortcuts]").count() == 0


def test_after_room_was_made_the_next_change_lights_up_alone(agent: Page, hub: FakeHub) -> None:
    notices = hub.documents["desk", "notice", "notices", "nl"]["notices"]
    agent.goto(PRODUCT.replace("phone", "desk"))
    agent.locator("[data-part=title] h1").hover()
    notices.clear()
    agent.clock.run_for(2000)
    expect(agent.locator("main[style]")).to_have_count(1)
    hub.documents["desk", "product", "paspoort", "nl"]["summary"] = "Nu ook op zaterdag."
    agent.clock.run_for(2000)

    expect(agent.locator(".changed", has_text="Nu ook op zaterdag.").last).to_have_class("lead changed")
    assert agent.locator("main.changed").count() == 0


def test_a_hub_that_is_found_again_lights_up_no_page(agent: Page, hub: FakeHub) -> None:
    agent.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=lost>Sinds gisteren</p>')"
    )
    say(hub, "Is het voor uzelf?")
    agent.clock.run_for(2000)

    expect(agent.locator(".say")).to_have_text("Is het voor uzelf?")
    expect(agent.get_by_text("Sinds gisteren")).to_have_count(0)
    assert agent.locator("main.changed").count() == 0


def test_an_answer_that_was_overtaken_is_not_shown(agent: Page, hub: FakeHub) -> None:
    held: list[Route] = []

    def hold(route: Route, request: Request) -> None:
        if held or request.resource_type != "fetch":
            route.continue_()
        else:
            held.append(route)

    say(hub, "De oude vraag")
    agent.route("**/product/paspoort/", hold)
    old = agent.request.get(PRODUCT)
    with agent.expect_request(f"**{PRODUCT}"):
        agent.evaluate(LOOK)
    say(hub, "De nieuwe vraag")
    agent.evaluate(LOOK)
    expect(agent.locator(".say")).to_have_text("De nieuwe vraag")
    shown: list[str] = []
    agent.expose_function("shown", lambda text: shown.append(text))
    agent.evaluate(
        "new MutationObserver(() => shown(document.querySelector('.say').textContent.trim()))"
        ".observe(document.querySelector('main'), {subtree: true, childList: true, characterData: true})"
    )
    held[0].fulfill(response=old)
    agent.evaluate("fetch('/kanalen/static/base.css').then((answer) => answer.text())")

    expect(agent.locator(".say")).to_have_text("De nieuwe vraag")
    assert shown == []


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        ("01:00:00", "Geen verbinding sinds 17:05 uur."),
        ("09:00:00", "Geen verbinding sinds 30 november, 17:05 uur."),
    ],
)
def test_a_page_that_lost_the_hub_says_since_which_day(agent: Page, passed: str, said: str) -> None:
    agent.context.set_offline(True)
    agent.clock.fast_forward(passed)

    expect(agent.locator(".lost[data-lost]")).to_contain_text(said)
