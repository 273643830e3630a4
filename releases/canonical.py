"""Canonical JSON: RFC 8785 bytes for what we publish (ASCII keys, no floats, safe integers), named by their digest."""

from __future__ import annotations

import hashlib

import orjson

LARGEST = 2**53 - 1


def dumps(value: object) -> bytes:
    """The canonical bytes; ValueError names what cannot be canonical. `orjson.Fragment` parts are taken as they are."""
    _check(value, "$")
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def _check(value: object, path: str) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise ValueError(f"{path}: the key {key!r} must be ASCII text.")
            _check(item, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            _check(item, f"{path}[{position}]")
    elif isinstance(value, float):
        raise ValueError(f"{path}: a float has no exact bytes; use text or a whole number.")
    elif isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{path}: {value} is too large to be read exactly everywhere.")
