"""Logging in as people do: with a password, then with a passkey, in a real browser and within our policy."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.integration.account_managers import PASSWORD, role, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(live_server: Any) -> User:
    return somebody("redacteur", role("Redacteuren"))


@pytest.fixture
def page(browser: Any, live_server: Any) -> Any:
    """With a security key of its own, which says yes to everything."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
           "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    yield page
    context.close()


def address(live_server: Any, name: str) -> str:
    """A passkey belongs to a name, not to a number."""
    return live_server.url.replace("127.0.0.1", "localhost") + reverse(name)


def log_in(page: Any, live_server: Any) -> None:
    page.goto(address(live_server, "wagtailadmin_login"))
    page.locator("[name=login]").fill("redacteur")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/admin/")


def test_a_passkey_is_added_and_opens_the_admin_without_a_password(page, live_server, person):
    log_in(page, live_server)
    page.goto(address(live_server, "mfa_add_webauthn"))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/webauthn/add/**")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.context.clear_cookies()
    page.goto(address(live_server, "wagtailadmin_login"))
    page.locator("#passkey_login").click()
    page.wait_for_url("**/admin/")
    assert page.complaints == []
