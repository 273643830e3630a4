"""Signatures on the chain and their verification: Ed25519 (RFC 8032) over canonical JSON.

Keys and signatures are base64url without padding; a key is named by its RFC 7638 thumbprint, so that a name fits one
key only.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from releases.core import canonical
from releases.core.intervals import contains

ALGORITHM = "Ed25519"
SEED_BYTES = 32


class Signable(Protocol):
    """Bytes that a key of a hub may sign, each kind with a purpose of its own."""

    def to_sign(self) -> bytes: ...


class SignedStatement(NamedTuple):
    """In `epoch`, release `number` has this digest: of one channel's link or, without a channel, of the whole."""

    epoch: str
    number: int
    channel: str | None
    digest: str

    def to_sign(self) -> bytes:
        """Names its purpose, so that nothing else that this key signs can pass for it."""
        purpose = "een-antwoord/release/1" if self.channel is None else "een-antwoord/channel/1"
        return canonical.dumps({"purpose": purpose, **self._asdict()})


class Key(NamedTuple):
    """A published key: signs releases made from `valid_from` until `valid_until` (exclusive; None: still in use)."""

    key_id: str
    public_key: str
    valid_from: datetime
    valid_until: datetime | None = None

    def signs_at(self, instant: datetime) -> bool:
        return contains((self.valid_from, self.valid_until), instant)


def key_object(key: Key) -> dict[str, object]:
    """As it is published."""
    return {
        "keyId": key.key_id,
        "algorithm": ALGORITHM,
        "publicKey": key.public_key,
        "validFrom": key.valid_from.isoformat(),
        "validUntil": key.valid_until.isoformat() if key.valid_until else None,
    }


def new_private_key() -> str:
    return _text(secrets.token_bytes(SEED_BYTES))


def public_key_of(private_key: str) -> str:
    """ValueError when `private_key` is not 32 bytes in base64."""
    return _text(_private(private_key).public_key().public_bytes_raw())


def key_id_of(public_key: str) -> str:
    """The thumbprint of the key as a JSON Web Key (RFC 7638, RFC 8037)."""
    return _text(sha256(canonical.dumps({"crv": ALGORITHM, "kty": "OKP", "x": public_key})).digest())


def sign(private_key: str, signable: Signable) -> str:
    return _text(_private(private_key).sign(signable.to_sign()))


def is_signed(public_key: str, signable: Signable, signature: str) -> bool:
    """False for a wrong signature, and for a key or signature that is none."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public_key))
        key.verify(_bytes(signature), signable.to_sign())
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(private_key: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(_bytes(private_key))
    except ValueError as error:
        raise ValueError(
            f"A signing key is {SEED_BYTES} bytes in base64, as `openssl rand -base64 32` makes."
        ) from error


def _bytes(text: str) -> bytes:
    """Base64 with either alphabet, padded or not."""
    plain = text.strip().rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeError) as error:
        raise ValueError("not base64") from error


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
