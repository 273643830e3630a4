"""Every message of the sample, as the e-mail channel makes it."""

from __future__ import annotations

import httpx
import pytest

from tests.contract.client_under_test import clients_at
from tests.contract.mail_rules import broken_rules
from tests.journeys.running_hub import Hub

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_no_message_breaks_a_rule_of_mail_programs(hub: Hub, locale: str) -> None:
    token = hub.manage("issue_token", f"mail-{locale}", "--channels", "email").stdout.strip()
    asked = {"kind": "contactMoment", "locale": locale, "limit": "500"}
    known = {"Authorization": f"Bearer {token}"}
    listed = httpx.get(f"{hub.url}/api/v1/channels/email/documents", params=asked, headers=known, timeout=30).json()
    keys = [each["key"] for each in listed["results"]]
    with clients_at(hub.url, {"HUB_TOKEN_EMAIL": token}) as clients:
        pages = {key: clients.get(f"/kanalen/email/moment/{key}/bericht?locale={locale}") for key in keys}

    assert {page.status for page in pages.values()} == {200}
    assert [(key, rule) for key, page in pages.items() for rule in broken_rules(page.text)] == []
