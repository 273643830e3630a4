"""Editing in the admin by the names of form fields, and what residents and colleagues then see."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.journeys.running_hub import Hub


def open_amount(page: Page, key: str) -> None:
    page.goto(f"/admin/snippets/products/amount/?q={key}")
    page.get_by_role("row").filter(has=page.get_by_text(key, exact=True)).get_by_role("link").first.click()


def publish(page: Page) -> None:
    """By keyboard, since the calendar of a date field may lie over the buttons."""
    footer = page.locator("footer")
    footer.locator("[data-w-dropdown-target=toggle]").press("Enter")
    button = footer.locator("[name=action-publish]")
    expect(button).to_be_visible()
    button.press("Enter")


def shown(hub: Hub, path: str, **query: str) -> str:
    response = hub.get(path, **query)
    assert response.status_code == 200, response.text[:500]
    return response.text


def channels_telling(text: str, hub: Hub, pages: Mapping[str, str]) -> set[str]:
    return {channel for channel, path in pages.items() if text in shown(hub, path)}


def current_release(hub: Hub) -> int:
    return hub.get("/api/v1/releases/current").json()["number"]
