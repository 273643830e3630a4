"""Clients, as limits tell them apart: a token, or else an address that stays unreadable and is never written down."""

from __future__ import annotations

import hashlib
import secrets
from ipaddress import IPv4Address, ip_address, ip_network
from typing import NamedTuple

from django.conf import settings

from api.connection import is_within

# Made anew by each process, and known to nothing else: what it makes of an address cannot be turned back.
KEY = secrets.token_bytes(32)
# A token speaks for a channel, so for many people.
TOKEN_SHARE = 50
LONGEST_ADDRESS = 64
# The part of an IPv6 address that one subscriber has.
IPV6_SUBSCRIBER = 64


class Client(NamedTuple):
    """`share`: how many times the limit of one address it has."""

    code: bytes
    share: int = 1


def client_of(token: str, peer: str, forwarded: str) -> Client | None:
    """`token` when it was found right; None for this machine and the proxies that are trusted, which have no limit."""
    if token:
        return Client(_code(token), TOKEN_SHARE)
    address = address_of(peer, forwarded)
    return None if address is None else Client(_code(address))


def address_of(peer: str, forwarded: str) -> str | None:
    """The nearest address that is no trusted proxy's; what stands before it may be made up."""
    for hop in reversed([*forwarded.split(","), peer] if forwarded else [peer]):
        address = hop.strip()[:LONGEST_ADDRESS]
        if not is_within(address, tuple(settings.TRUSTED_PROXIES)):
            return _subscriber(address)
    return None


def _subscriber(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv4Address) or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", address))
    return str(ip_network((int(address), IPV6_SUBSCRIBER), strict=False))


def _code(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), key=KEY, digest_size=16).digest()
