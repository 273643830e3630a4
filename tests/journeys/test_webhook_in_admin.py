"""In a real browser: somebody adds a webhook, tries it, and sees what the receiver answered."""

from __future__ import annotations

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from api.webhooks.sender import WebhookSender
from tests.integration.receivers import receiving

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}


def assert_usable(page: Page) -> None:
    """By keyboard, screen reader and telephone, as far as a machine can tell."""
    page.set_viewport_size(PHONE)
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def fill_in(page: Page, endpoint: str) -> None:
    page.locator("[name=name]").fill("Zaaksysteem")
    page.locator("[name=endpoint]").fill(endpoint)
    page.locator("[name=channels][value=website]").check()
    page.locator("[name=email]").fill("beheer@gemeente.example")
    page.locator("form [name=email] >> xpath=ancestor::form").evaluate("form => form.requestSubmit()")


def test_a_webhook_is_added_tried_and_found_in_the_log(editor: Page, settings) -> None:
    settings.OUTGOING_ALLOW, settings.OUTGOING_HTTP = ["127.0.0.0/8"], True
    with receiving() as receiver:
        editor.goto("/admin/webhooks/new/")
        fill_in(editor, "https://10.0.0.8/hook")
        expect(editor.get_by_text("Dit adres ligt in een besloten netwerk")).to_be_visible()
        assert_usable(editor)
        fill_in(editor, receiver.url)
        expect(editor.locator("code")).to_contain_text("whsec_")
        assert_usable(editor)
        editor.get_by_role("link", name="Ik heb het gekopieerd").click()

        editor.get_by_role("button", name="Test versturen").click()
        status = editor.get_by_role("status").filter(has_text="Wordt verstuurd")
        expect(status).to_be_visible()
        worker = WebhookSender(threading.Event())
        worker.send_webhooks()
        expect(editor.get_by_text("Ontvangen (antwoord 200).")).to_be_visible()
        worker.close()
        assert_usable(editor)

        editor.goto("/admin/webhook-deliveries/")
        expect(editor.get_by_role("row").filter(has_text="Zaaksysteem")).to_contain_text("afgeleverd")
        assert_usable(editor)
    assert len(receiver.requests) == 1
