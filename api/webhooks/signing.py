"""Secrets of webhooks, and the three headers of Standard Webhooks (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"


def new_seed() -> str:
    """128 random bits, from which only a holder of the hub's key can derive the secret."""
    return secrets.token_hex(16)


def secret_of(seed: str, key: str) -> bytes:
    """256 bits; the database keeps the seed alone, so a copy of it signs nothing."""
    return hmac.digest(key.encode(), seed.encode(), hashlib.sha256)


def shown(secret: bytes) -> str:
    """As a receiver configures it."""
    return PREFIX + base64.b64encode(secret).decode()


def headers(message: str, body: bytes, keys: Iterable[bytes], now: datetime) -> dict[str, str]:
    """Signed with every secret that is valid now: more than one while a secret is being renewed."""
    instant, text = now.astimezone(UTC), body.decode()
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(instant.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(message, instant, text) for key in keys),
    }
