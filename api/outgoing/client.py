"""The one client for requests to addresses that people typed: webhooks, the crawler, the link check.

It looks a name up once, checks every address found and connects to one of those, so a name that answers differently
the second time leads nowhere else. Host, SNI and certificate stay those of the name.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import httpcore
import httpx

from api.outgoing.connections import Deadline, VettedTransport
from api.outgoing.failures import NotReached
from api.outgoing.name_lookup import Resolver, resolve, vetted_addresses
from api.outgoing.networks import Address, Network

SECONDS, MOST_BYTES = 10.0, 65_536
# None is the port of the scheme.
PORTS = frozenset({None, *range(1, 65_536)})


@dataclass(frozen=True)
class Answer:
    """`body` is not `complete` when it was too large or took too long; a redirect is an answer like any other."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    complete: bool


@cache
def trust(ca_file: str = "") -> ssl.SSLContext:
    """The public authorities, and those in `ca_file`."""
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


@dataclass(frozen=True)
class Outgoing:
    """`allowed` networks beside the public ones, `http` without encryption, and whose certificates are trusted."""

    allowed: tuple[Network, ...] = ()
    http: bool = False
    trusted: ssl.SSLContext = field(default_factory=trust)
    resolve: Resolver = resolve

    def check(self, url: str, seconds: float = SECONDS) -> None:
        """Raises NotReached when a request to `url` would be refused, or its name is not known; connects to nothing."""
        parsed = self._parse(url)
        self.addresses(parsed.host, parsed.port or 443, Deadline(seconds))

    def send(
        self,
        method: str,
        url: str,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
        most: int = MOST_BYTES,
    ) -> Answer:
        """One request, over within `seconds`, that reads at most `most` bytes. Raises NotReached."""
        parsed, deadline = self._parse(url), Deadline(seconds)
        transport = VettedTransport(self.addresses, self.trusted, deadline)
        with (
            _explained(),
            httpx.Client(transport=transport, trust_env=False, timeout=seconds) as client,
            client.stream(method, parsed, content=content, headers=_plain(headers)) as response,
        ):
            body, complete = _read(response, most)
        return Answer(response.status_code, response.headers, body, complete)

    def addresses(self, host: str, port: int, deadline: Deadline) -> list[Address]:
        return vetted_addresses(host, port, self.allowed, self.resolve, deadline)

    def _parse(self, url: str) -> httpx.URL:
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise NotReached("malformed") from error
        if not parsed.host or parsed.port not in PORTS:
            raise NotReached("malformed")
        if parsed.scheme not in (("https", "http") if self.http else ("https",)):
            raise NotReached("scheme")
        if parsed.userinfo:
            raise NotReached("credentials")
        return parsed


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise NotReached("timeout") from error
    except httpx.ConnectError as error:
        raise NotReached("certificate" if _about_certificate(error) else "connection") from error
    except httpx.NetworkError as error:
        raise NotReached("connection") from error
    except httpx.HTTPError as error:
        raise NotReached("answer") from error


def _about_certificate(error: BaseException | None) -> bool:
    return error is not None and (
        isinstance(error, ssl.SSLCertVerificationError) or _about_certificate(error.__context__)
    )


def _plain(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Asks for an answer that is not packed, since that could unpack to any size."""
    return {"User-Agent": "een-antwoord", "Accept-Encoding": "identity", **(headers or {})}


def _read(response: httpx.Response, most: int) -> tuple[bytes, bool]:
    body = bytearray()
    try:
        for part in response.iter_raw():
            body += part
            if len(body) > most:
                return bytes(body[:most]), False
    except httpx.HTTPError:
        return bytes(body), False
    return bytes(body), True
