"""Network addresses that the hub may connect to: public ones, and the networks that an operator allowed."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PUBLIC_IPV6 = IPv6Network("2000::/3")
# Translates to IPv4 at the edge of a network with IPv6 only (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")
# Global by registration, yet no place for a receiver: a cloud's metadata, relays and tunnels to IPv4, examples.
NOT_PUBLIC: tuple[Network, ...] = (
    IPv4Network("168.63.129.16/32"),
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("2001::/23"),
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),
)


def parse_networks(words: Iterable[str]) -> tuple[Network, ...]:
    """ValueError for what is no network, such as 10.0.0.1/8."""
    return tuple(ip_network(word) for word in words)


def parse_address(text: str) -> Address:
    """An address as the system's resolver writes it, without the name of a network card (fe80::1%eth0)."""
    return ip_address(text.partition("%")[0])


def may_connect(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Judges an IPv6 address that stands for an IPv4 address as that one."""
    meant = _meant(address)
    return any(meant in network for network in allowed) or _is_public(meant)


def _meant(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in PUBLIC_IPV6:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in NOT_PUBLIC)
