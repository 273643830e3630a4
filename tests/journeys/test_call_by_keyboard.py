"""A call by keyboard alone, on a screen of 1280 by 720 as agents have it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.contract.fake_hub import FakeHub, example_documents, serving
from tests.contract.test_clients_phone import SCRIPT
from tests.journeys.served_clients import serving_clients

pytestmark = pytest.mark.browser
PRODUCT, OTHER = "/kanalen/phone/product/paspoort/", "/kanalen/phone/product/verhuizing/"
# Actions in which a key or a fact touches the words beside it.
TOUCHING = """() => {
    const box = (node) => {
        const range = document.createRange();
        range.selectNode(node);
        return range.getBoundingClientRect();
    };
    const seen = (node) => node.textContent.trim() && box(node).width > 0;
    const gaps = (nodes) => nodes.slice(1).map((node, at) => box(node).left - box(nodes[at]).right);
    const apart = (action) => gaps([...action.childNodes].filter(seen)).every((gap) => gap > 2);
    return [...document.querySelectorAll("main :is(a, button):has(kbd, data)")]
        .filter((action) => action.checkVisibility())
        .filter((action) => getComputedStyle(action).display.includes("flex") && !apart(action))
        .map((action) => action.textContent.trim());
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeHub(example_documents())) as hub, serving_clients(hub) as address:
        document = hub.documents["phone", "product", "paspoort", "nl"]
        document["script"] = SCRIPT
        document["referrals"] = [{"organisation": "gemeente", "name": "KCC", "html": "", "facts": [], "transfer": True}]
        yield address


@pytest.fixture
def agent(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1280, "height": 720},
        locale="nl-NL",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(PRODUCT)
    yield page
    context.close()
    assert errors == []


def press(page: Page, *keys: str) -> None:
    """Each on the page that the one before led to."""
    for key in keys:
        expect(page.locator("html.keys")).to_be_visible()
        page.keyboard.press(key)


def says(page: Page, text: str) -> None:
    expect(page.locator(".say")).to_have_text(text)


def test_number_keys_answer_and_v_goes_back_along_the_call(agent: Page) -> None:
    press(agent, "2")
    says(agent, "kind")
    press(agent, "1")
    says(agent, "volwassene")
    press(agent, "v")
    says(agent, "kind")


def test_shift_and_a_number_jump_back_along_the_trail(agent: Page) -> None:
    press(agent, "2")
    says(agent, "kind")
    press(agent, "1")
    says(agent, "volwassene")
    press(agent, "Shift+Digit1")
    says(agent, "Voor wie is het?")


def test_the_step_has_the_focus_and_stands_above_the_fold_with_its_answers(agent: Page) -> None:
    for key in ("2", "1"):
        expect(agent.locator("#stap")).to_be_focused()
        bottoms = agent.locator(".say, .choices").evaluate_all(
            "each => each.map(e => e.getBoundingClientRect().bottom)"
        )
        assert max(bottoms) <= 720
        assert agent.evaluate("scrollY") == 0
        with agent.expect_navigation():
            press(agent, key)


def test_a_second_product_is_taken_up_and_left_at_its_step(agent: Page) -> None:
    press(agent, "2")
    says(agent, "kind")
    press(agent, "z")
    agent.keyboard.type("verhuizing")
    agent.goto(OTHER)
    press(agent, "w")
    agent.wait_for_url("**/paspoort/**")

    says(agent, "kind")


def test_a_summary_of_the_whole_call_is_copied(agent: Page) -> None:
    press(agent, "2")
    says(agent, "kind")
    press(agent, "k")
    expect(agent.locator(".copied")).to_have_text("Gekopieerd")
    copied = agent.evaluate("navigator.clipboard.readText()")

    assert "- Voor wie is het? → Kind" in copied
    assert "/api/v1/channels/phone/documents/product/paspoort?" in copied


def test_a_new_call_forgets_the_one_before_but_not_the_favourites(agent: Page) -> None:
    press(agent, "f")
    expect(agent.locator("[data-favourite]")).to_have_attribute("aria-pressed", "true")
    press(agent, "a")
    agent.wait_for_url("**/phone/")
    press(agent, "n")
    expect(agent.locator("[data-list=call]")).to_be_hidden()

    press(agent, "1")
    agent.wait_for_url("**/paspoort/")


def test_keys_can_be_turned_off_and_stay_off(agent: Page) -> None:
    press(agent, "?")
    expect(agent.locator("html.keys")).to_have_count(0)
    agent.reload()
    agent.keyboard.press("1")
    agent.keyboard.press("?")
    expect(agent.locator("html.keys")).to_be_visible()

    says(agent, "Voor wie is het?")


def test_a_key_types_a_letter_in_a_field(agent: Page) -> None:
    press(agent, "s")
    agent.keyboard.type("1v")

    expect(agent.locator("#vind")).to_have_value("1v")
    says(agent, "Voor wie is het?")


def test_a_key_and_a_number_stand_apart_from_the_words_beside_them(agent: Page) -> None:
    press(agent, "2")
    says(agent, "kind")
    expect(agent.locator("html.keys")).to_be_visible()

    assert agent.locator("main :is(a, button) kbd").count() > 5
    assert agent.evaluate(TOUCHING) == []
