"""Canonical JSON: RFC 8785 bytes for what we publish (ASCII keys, no floats, safe integers), named by their digest."""

from __future__ import annotations

import hashlib

import orjson

LARGEST = 2**53 - 1
EXACT = frozenset({str, bool, type(None), orjson.Fragment})


def dumps(value: object) -> bytes:
    """The canonical bytes; ValueError names what cannot be canonical. `orjson.Fragment` parts are taken as they are."""
    _check(value)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def _check(value: object) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise ValueError(f"The key {key!r} must be ASCII text.")
            if type(item) not in EXACT:
                _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            if type(item) not in EXACT:
                _check(item)
    elif type(value) is not int and type(value) not in EXACT:
        raise ValueError(f"{value!r} has no canonical form; use text, a whole number, a list or a dict.")
    elif isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{value} is too large to be read exactly everywhere.")
