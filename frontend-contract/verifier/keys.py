"""The list of keys of `GET /api/v1/keys`, as an export has it: which keys count, and when signing began."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Key(NamedTuple):
    """A published key, and when it signed: from `start` until `end` (exclusive; None: still)."""

    public_key: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class FirstSigned:
    """The first signed release of a hub that has older ones: those before it may lack a signature."""

    number: int
    digest: str


class KeyList:
    """`all` keys by name, and those that are `trusted`: the ones `named`, or all when none are.

    KeyError, TypeError or ValueError when `published` is no list of keys.
    """

    def __init__(self, published: Mapping[str, Any], named: Collection[str] = ()) -> None:
        self.all = {key["keyId"]: _read(key) for key in published["results"]}
        self.trusted = {name: key for name, key in self.all.items() if not named or name in named}
        self._signatures = {each["keyId"]: each["signature"] for each in published.get("signatures", ())}
        first = published.get("firstSigned")
        said = canonical({"purpose": "een-antwoord/keys/1", "keys": published["results"], "firstSigned": first})
        self._signed = any(self._signs(name, key, said) for name, key in self.trusted.items())
        self.first_signed = FirstSigned(first["number"], first["digest"]) if first and self._signed else None

    def faults(self) -> Iterator[str]:
        for name, key in self.all.items():
            if key_id(key.public_key) != name:
                yield f"keys.json: the key under the name {name} is not the key of that name: it was changed."
        if self._signatures and not self._signed:
            yield "keys.json: no key that you trust signed this list of keys: it was altered, or is of another hub."

    def _signs(self, name: str, key: Key, said: bytes) -> bool:
        return key_id(key.public_key) == name and is_signed(said, self._signatures.get(name, ""), key.public_key)


def canonical(value: object) -> bytes:
    """RFC 8785, for what the hub writes: ASCII keys, whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def key_id(public_key: str) -> str:
    """RFC 7638: the name of a key follows from the key."""
    thumbprint = sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": public_key})).digest()
    return base64.urlsafe_b64encode(thumbprint).decode().rstrip("=")


def is_signed(said: bytes, signature: str, public_key: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(key: Mapping[str, Any]) -> Key:
    start, end = datetime.fromisoformat(key["validFrom"]), key["validUntil"]
    return Key(key["publicKey"], start, datetime.fromisoformat(end) if end else None)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
