"""Our signatures are those of Standard Webhooks, checked with its own package."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from api.webhooks import signing

KEY = signing.secret_of("seed", "the key of the hub")
OTHER = signing.secret_of("another seed", "the key of the hub")
BODY = '{"subject":"één"}'.encode()


def now() -> datetime:
    return datetime.now(UTC)


def headers(*keys: bytes, at: datetime | None = None) -> dict[str, str]:
    return signing.headers("an-id", BODY, keys or (KEY,), at or now())


def receiver(key: bytes = KEY) -> Webhook:
    return Webhook(signing.shown(key))


def test_a_receiver_verifies_what_we_sign():
    assert receiver().verify(BODY, headers()) == {"subject": "één"}


def test_we_sign_as_the_package_does():
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    expected = receiver().sign("an-id", at.replace(tzinfo=None), BODY.decode())
    assert headers(at=at)["webhook-signature"] == expected


def test_both_receivers_verify_while_a_secret_is_renewed():
    for key in (KEY, OTHER):
        assert receiver(key).verify(BODY, headers(OTHER, KEY))


def test_a_receiver_with_another_secret_refuses():
    with pytest.raises(WebhookVerificationError):
        receiver(OTHER).verify(BODY, headers())


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_header_of_another_message_is_refused(header):
    other = signing.headers("another-id", b"{}", [KEY], now() - timedelta(minutes=1))
    with pytest.raises(WebhookVerificationError):
        receiver().verify(BODY, headers() | {header: other[header]})


def test_an_altered_body_is_refused():
    with pytest.raises(WebhookVerificationError):
        receiver().verify(BODY.replace(b"subject", b"sabject"), headers())


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_message_that_is_replayed_later_is_refused(minutes):
    with pytest.raises(WebhookVerificationError, match="timestamp"):
        receiver().verify(BODY, headers(at=now() + timedelta(minutes=minutes)))


def test_the_receiver_in_the_documentation_works():
    document = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text("utf-8")
    [code] = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    kept: list[str] = []
    names: dict[str, Any] = {"later": lambda identity, event: kept.append(identity)}
    exec(code.replace("whsec_…", signing.shown(KEY)), names)
    body = b'{"id":"an-id"}'
    signed = signing.headers("an-id", body, [KEY], now())
    assert names["receive"](body, signed) == 204
    assert names["receive"](body + b" ", signed) == 401
    assert kept == ["an-id"]


def test_each_seed_has_its_own_secret_of_256_bits():
    secrets = {signing.secret_of(signing.new_seed(), "the key of the hub") for _ in range(100)}
    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {32}
    assert signing.secret_of("seed", "the key of another hub") != KEY
