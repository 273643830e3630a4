"""Our signatures are those of Standard Webhooks: fixed vectors, and a receiver that has no library."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.webhooks import signing
from tests.webhook_receiver import Refused, received

KEY = signing.secret_of("seed", "the key of the hub")
OTHER = signing.secret_of("another seed", "the key of the hub")
BODY = '{"subject":"één"}'.encode()
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def headers(*keys: bytes, at: datetime = NOON) -> dict[str, str]:
    return signing.headers("an-id", BODY, keys or (KEY,), at)


def verified(given: dict[str, str], key: bytes = KEY, body: bytes = BODY, now: datetime = NOON) -> Any:
    return received(signing.shown(key), body, given, now.timestamp())


@pytest.mark.parametrize(
    ("secret", "message", "timestamp", "body", "signature"),
    [
        # From the specification's own libraries; openssl gives the same.
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            '{"test": 2432232314}',
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
        # Worked out with openssl.
        (
            "whsec_c2VjcmV0IG9mIHRoZSBodWI=",
            "0b0d8c1e-6f0a-4c55-9f0e-3a4d2f7f1c11",
            1772539200,
            '{"subject":"één € 83,87"}',
            "v1,fGwGC6lZpKRnOTM4grIxaqOzkqMsIQ/FJipBEuxheHY=",
        ),
    ],
)
def test_a_signature_is_that_of_the_specification(secret, message, timestamp, body, signature):
    key = base64.b64decode(secret.removeprefix(signing.PREFIX))
    assert signing.headers(message, body.encode(), [key], datetime.fromtimestamp(timestamp, UTC)) == {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature,
    }


def test_the_clock_of_amsterdam_signs_as_that_of_utc():
    assert headers(at=NOON.astimezone(ZoneInfo("Europe/Amsterdam"))) == headers()


def test_a_secret_is_shown_as_a_receiver_configures_it():
    assert signing.shown(b"secret of the hub") == "whsec_c2VjcmV0IG9mIHRoZSBodWI="


def test_a_secret_follows_from_its_seed_and_the_key_of_the_hub():
    """Worked out with openssl: receivers keep their secret through any version of the hub."""
    assert (
        signing.secret_of("seed", "the key of the hub").hex()
        == "cf79f08dc61798d6e0827defb4dd5dc1cfe22263eb9e26d738ed3f4f7039e4b9"
    )


def test_a_receiver_verifies_what_we_sign():
    assert verified(headers()) == {"subject": "één"}


@pytest.mark.parametrize("key", [KEY, OTHER])
def test_both_receivers_verify_while_a_secret_is_renewed(key):
    assert verified(headers(OTHER, KEY), key) == {"subject": "één"}


def test_a_receiver_with_another_secret_refuses():
    with pytest.raises(Refused, match="no signature"):
        verified(headers(), OTHER)


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_header_of_another_message_is_refused(header):
    other = signing.headers("another-id", b"{}", [KEY], NOON - timedelta(minutes=1))
    with pytest.raises(Refused, match="no signature"):
        verified(headers() | {header: other[header]})


def test_an_altered_body_is_refused():
    with pytest.raises(Refused, match="no signature"):
        verified(headers(), body=BODY.replace(b"subject", b"sabject"))


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_message_that_is_replayed_later_is_refused(minutes):
    with pytest.raises(Refused, match="timestamp"):
        verified(headers(), now=NOON + timedelta(minutes=minutes))


def test_the_receiver_in_the_documentation_works():
    document = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text("utf-8")
    [code] = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    kept: list[str] = []
    names: dict[str, Any] = {"later": lambda identity, event: kept.append(identity)}
    exec(code.replace("whsec_…", signing.shown(KEY)), names)
    body = b'{"id":"an-id"}'
    signed = signing.headers("an-id", body, [KEY], datetime.now(UTC))
    assert names["receive"](body, signed) == 204
    assert names["receive"](body + b" ", signed) == 401
    assert kept == ["an-id"]


def test_each_seed_has_its_own_secret_of_256_bits():
    secrets = {signing.secret_of(signing.new_seed(), "the key of the hub") for _ in range(100)}
    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {32}
    assert signing.secret_of("seed", "the key of another hub") != KEY
