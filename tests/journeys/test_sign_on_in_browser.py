"""Single sign-on as people do it: in a real browser, within our policy, and out again at both ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.eventually import eventually
from tests.identity_provider.running import IdentityProvider, running_provider, use_provider
from tests.integration.account_managers import role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def watched_provider(live_server: Any) -> Iterator[IdentityProvider]:
    with running_provider(live_server.url) as provider:
        yield provider


@pytest.fixture
def provider(watched_provider: IdentityProvider, settings: Any) -> IdentityProvider:
    cache.clear()
    use_provider(settings, watched_provider)
    watched_provider.person("anna", groups=["redactie"], preferred_username="a.bakker")
    role("Redacteuren")
    return watched_provider


@pytest.fixture
def signed_on(provider: IdentityProvider, page: Any, live_server: Any) -> Any:
    """From the page that was asked, by way of the provider, to that page."""
    page.complaints = []
    page.set_default_timeout(45_000)

    def note(message: Any) -> None:
        if message.type == "error" and message.location["url"].startswith(live_server.url):
            page.complaints.append(message.text)

    page.on("console", note)
    page.goto("/admin/second-factor/")
    page.get_by_role("button", name="Inloggen met Testgemeente").click()
    page.locator("input[name=login]").fill("anna")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/second-factor/")
    return page


def test_the_button_leads_there_and_back_within_our_policy_and_logging_out_ends_both(signed_on, provider):
    signed_on.goto("/admin/logout/")
    signed_on.locator("main form button").click()
    signed_on.wait_for_url(f"{provider.issuer}/session/end**")
    signed_on.locator("button[value=yes]").click()
    signed_on.wait_for_url("**/admin/login/")
    assert signed_on.complaints == []


def test_logging_out_there_ends_the_session_here(signed_on, provider):
    other = signed_on.context.new_page()
    other.goto(f"{provider.issuer}/session/end")
    other.locator("button[value=yes]").click()

    def is_out() -> bool:
        return "/admin/login/" in signed_on.request.get("/admin/second-factor/").url

    assert eventually(is_out)
