"""A search that fails becomes a synonym with one click, is tried, published, found by residents, and rolled back."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.eventually import eventually
from tests.journeys.editing import current_release, publish
from tests.journeys.running_hub import Hub

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.engine]

WORD, MEANS, PRODUCT = "zwiefkiepe", "compostvat", "compostvat"


def found(hub: Hub) -> list[str]:
    return [result["key"] for result in hub.get("/api/v1/search", q=WORD).json()["results"]]


def violations(page: Page, ours: str) -> set[str]:
    """In what is ours of the page; the rest is Wagtail's own."""
    return {each["id"] for each in Axe().run(page, context=ours).response["violations"]}


def is_reported(page: Page) -> bool:
    page.goto("/admin/search-report/?show=empty")
    return page.get_by_role("cell", name=WORD, exact=True).count() == 1


def test_a_failed_search_becomes_a_synonym_that_residents_find(hub: Hub, editor_of_hub: Page) -> None:
    page, before = editor_of_hub, current_release(hub)
    assert [found(hub) for _ in range(3)] == [[], [], []]

    assert eventually(lambda: is_reported(page))
    assert violations(page, ".hub-report") == set()
    page.get_by_role("row", name=WORD).get_by_role("link", name="Synoniem toevoegen").click()

    trial = page.locator("[data-side-panel=try]")
    expect(trial.get_by_role("heading", name="Nu gepubliceerd")).to_be_visible()
    expect(trial.get_by_text("Niets gevonden.")).to_have_count(2)
    page.locator("[name=means]").fill(MEANS)
    expect(trial.locator(".hub-try__title", has_text="Compostvat")).to_be_visible()
    trial.locator("summary").first.press("Enter")
    expect(trial.get_by_text(f"“{WORD}” via het synoniem “{MEANS}”").first).to_be_visible()
    assert violations(page, ".hub-try") == set()
    assert found(hub) == []

    publish(page)
    expect(page.get_by_text(f"Publicatie {before + 1}")).to_be_visible()
    assert eventually(lambda: found(hub)[:1] == [PRODUCT])

    undone = hub.manage("rollback", str(before))
    assert undone.returncode == 0, undone.stderr
    assert eventually(lambda: found(hub) == [])
    assert hub.manage("verify_head").returncode == 0
