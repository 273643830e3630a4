"""Addresses of a name, looked up within a time and vetted all together before any of them is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from socket import SOCK_STREAM, getaddrinfo

from api.outgoing.connections import Deadline
from api.outgoing.failures import NotReached
from api.outgoing.networks import Address, Network, may_connect, parse_address

# `getaddrinfo` has no time limit of its own, so it runs beside the request that waits for it.
LOOKUPS = ThreadPoolExecutor(16, "lookup")

Resolver = Callable[[str, int], list[Address]]


def resolve(host: str, port: int) -> list[Address]:
    """Asks the system; OSError or UnicodeError when it knows no such name."""
    found = getaddrinfo(host, port, type=SOCK_STREAM)
    return list(dict.fromkeys(parse_address(str(entry[4][0])) for entry in found))


def vetted_addresses(
    host: str, port: int, allowed: Iterable[Network], resolver: Resolver, deadline: Deadline
) -> list[Address]:
    """All addresses of the name; NotReached when one of them is not allowed."""
    try:
        found = LOOKUPS.submit(resolver, host, port).result(deadline.left())
    except (OSError, UnicodeError) as error:
        raise NotReached("timeout" if isinstance(error, TimeoutError) else "name") from error
    if not found or not all(may_connect(address, allowed) for address in found):
        raise NotReached("address" if found else "name")
    return found
