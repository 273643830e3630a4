"""The connection that a request came by: which proxy may be believed, and whether its reader came by https."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address, ip_network

Networks = tuple[str, ...]


@lru_cache(maxsize=1024)
def is_within(peer: str, networks: Networks) -> bool:
    """Whether an address of a peer, as a server tells it, lies in one of `networks`."""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in ip_network(each, strict=False) for each in networks)


@lru_cache(maxsize=1024)
def is_loopback(peer: str) -> bool:
    return is_within(peer, ("127.0.0.0/8", "::1/128"))


def told_scheme(forwarded: str) -> str:
    """What the nearest proxy says in X-Forwarded-Proto; empty when it says nothing."""
    return forwarded.rpartition(",")[2].strip().lower()


def may_carry_token(peer: str, trusted: Networks, forwarded: str, scheme: str) -> bool:
    """A bearer token that anybody could have read on its way is refused, so that whoever sends it so finds out."""
    if is_within(peer, trusted) and (told := told_scheme(forwarded)):
        return told == "https"
    return scheme == "https" or is_loopback(peer) or is_within(peer, trusted)
