"""The layout of a node's copy: what each of its databases holds, and how the keys sort."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, NamedTuple

# With another number another copy is made; each row ends in a checksum (`releases.replica.checked`).
LAYOUT = 4
POSITION = b"position"
CHECKED_AT, TOKENS, SHOWN, LOST, KEYS = b"checked_at", b"tokens", b"shown", b"lost", b"key_document"
NO_KEYS = b'{"results":[],"next":null,"firstSigned":null,"signatures":[]}'

NEWEST = 2**32 - 1
AGE_BYTES, MOMENT_BYTES, DIGEST_BYTES = 4, 8, 32


class Databases(NamedTuple):
    """Most names end in `age`: a row holds from that release on until the next row of the same name.

    versions: address, age -> release, instant, periods and title as JSON · contents: digest -> bytes
    facts: fact, age -> all its values · uses: fact, address, age -> the sections that tell it, or nothing
    told: channel, key of a fact, age -> whether the channel tells it · codes: code, kind, key, age -> whether it has it
    releases: release -> instant, digest, and who and why as JSON · moments: instant, release -> nothing
    links: channel, release -> the digests of that link and of the link before, and its signature
    steps: channel, release -> its changes · switches: channel, instant, address -> its change
    used: address -> what its newest version tells of facts, for who writes · tokens: digest -> what it opens
    """

    meta: Any
    versions: Any
    contents: Any
    facts: Any
    uses: Any
    told: Any
    codes: Any
    releases: Any
    moments: Any
    links: Any
    steps: Any
    switches: Any
    used: Any
    tokens: Any


class Address(NamedTuple):
    """A document: sorted as lists tell it."""

    channel: str
    locale: str
    kind: str
    key: str

    @property
    def name(self) -> bytes:
        """UnicodeEncodeError for what is not ASCII, which no address is."""
        return "\0".join(self).encode("ascii")


def address_of(name: bytes) -> Address:
    return Address(*name.decode("ascii").split("\0"))


def channel_prefix(channel: str) -> bytes:
    return channel.encode("ascii") + b"\0"


def told_name(channel: str, fact: str) -> bytes:
    return channel_prefix(channel) + fact.encode()


def fact_name(fact: str) -> bytes:
    """Short, whatever the length of the key."""
    return _short(fact)


def use_name(fact: str, address: bytes) -> bytes:
    return _short(fact) + address


def code_prefix(system: str, code: str) -> bytes:
    return _short(f"{system}\0{code}")


def code_name(system: str, code: str, kind: str, key: str) -> bytes:
    return code_prefix(system, code) + f"{kind}\0{key}".encode("ascii")


def in_release(name: bytes, release: int) -> bytes:
    """The first key at or after this one that belongs to `name` is of the newest row in `release`."""
    return name + b"\0" + age(release)


def step_key(channel: str, release: int) -> bytes:
    return channel_prefix(channel) + ordinal(release)


def switch_key(channel: str, instant: int, address: bytes = b"") -> bytes:
    """`instant` in milliseconds."""
    return channel_prefix(channel) + moment(instant) + address


def age(release: int) -> bytes:
    """Sorts newer releases first."""
    return (NEWEST - release).to_bytes(AGE_BYTES, "big")


def ordinal(release: int) -> bytes:
    """Sorts older releases first."""
    return release.to_bytes(AGE_BYTES, "big")


def moment(instant: int) -> bytes:
    """Milliseconds, sorted by time."""
    return instant.to_bytes(MOMENT_BYTES, "big")


SHORT_BYTES = 16


def _short(text: str) -> bytes:
    return sha256(text.encode()).digest()[:SHORT_BYTES]
