"""Connections to vetted addresses only, which end at one deadline whatever the other side does."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from typing import Any

import httpcore
import httpx

from api.outgoing.networks import Address

PIECE = 4096


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, more than none; httpcore.TimeoutException when the time is over."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("The time is over.")
        return left


# The vetted addresses of a name and a port; what it raises ends the request.
Addresses = Callable[[str, int, Deadline], list[Address]]


class VettedTransport(httpx.HTTPTransport):
    """httpx's own, with connections that are made to vetted addresses and end at the deadline."""

    def __init__(self, addresses: Addresses, trusted: ssl.SSLContext, deadline: Deadline) -> None:
        super().__init__(verify=trusted, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted, network_backend=_Network(addresses, deadline), max_keepalive_connections=0
        )


class _Network(httpcore.NetworkBackend):
    def __init__(self, addresses: Addresses, deadline: Deadline) -> None:
        self._addresses, self._deadline, self._sockets = addresses, deadline, httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *_: Any, **options: Any) -> httpcore.NetworkStream:
        """To the first address that accepts."""
        failure: Exception = httpcore.ConnectError("The name has no address.")
        for address in self._addresses(host, port, self._deadline):
            try:
                stream = self._sockets.connect_tcp(str(address), port, self._deadline.left())
            except httpcore.ConnectError as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure


class _Stream(httpcore.NetworkStream):
    """Gives each operation no more than what is left of the whole request's time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            self._stream.write(buffer[start : start + PIECE], self._deadline.left())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
