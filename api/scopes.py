"""Scopes of an access token, checked against this node's copy: no database, and no models."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import lru_cache

import orjson

from releases.replica.transaction import ReadTransaction


@dataclass(frozen=True)
class Scopes:
    """What a token may read beside what is public; `staff` sees who published and why; `until` in seconds."""

    channels: frozenset[str]
    staff: bool = False
    until: float = math.inf


def scopes_in(reading: ReadTransaction, digest: bytes) -> Scopes | None:
    """None when the token is unknown or revoked."""
    found = reading.token(digest)
    return _scopes(found) if found else None


def digest_of(plaintext: str) -> bytes:
    """As it is kept: a token itself is kept nowhere."""
    return hashlib.sha256(plaintext.encode("utf-8", "surrogateescape")).digest()


@lru_cache(maxsize=256)
def _scopes(stored: bytes) -> Scopes:
    found = orjson.loads(stored)
    return Scopes(frozenset(found["channels"]), found["staff"], found.get("until", math.inf))
