"""Standard Webhooks: the three headers, and HMAC-SHA256 over `id.timestamp.body` (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

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
    timestamp = str(int(now.timestamp()))
    signed = f"{message}.{timestamp}.".encode() + body
    signatures = (base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode() for key in keys)
    return {
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
