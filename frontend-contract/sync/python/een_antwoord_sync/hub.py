"""One channel of a hub over HTTP: bundle, changes and content, and the errors that its answers stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ssl import SSLContext
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from een_antwoord_sync.core import ContentReference, Damaged, verify
from een_antwoord_sync.heads import Head, head_from

LONGEST_WAIT = 25


class Unreachable(Exception):
    """No answer, or one that makes no sense: what is held stays, and asking again helps."""


class Refused(Exception):
    """The token does not open the channel, or there is no such channel."""


class HistoryChanged(Exception):
    """The hub's history is not the one that is held."""


def connect(url: str, token: str = "", tls: SSLContext | None = None) -> httpx.Client:
    """A client with the hub's address and the token; those of one process may share `tls`."""
    headers, timeout = {"Authorization": f"Bearer {token}"} if token else {}, httpx.Timeout(10, read=LONGEST_WAIT + 10)
    return httpx.Client(base_url=url, headers=headers, timeout=timeout, verify=tls or True)


class Hub:
    """One channel of a hub. `http` has the hub's address and the token."""

    def __init__(self, http: httpx.Client, channel: str) -> None:
        self._http, self._channel, self._path = http, channel, f"/api/v1/channels/{channel}"
        self._changes_url = ""

    def bundle(self) -> Iterator[bytes]:
        """Line by line: only a line feed ends a line, since text may hold what else looks like one."""
        rest = b""
        with self._http.stream("GET", f"{self._path}/bundle") as response:
            _accept(response)
            for part in response.iter_bytes():
                *whole, rest = (rest + part).split(b"\n")
                yield from whole
        if rest:
            yield rest

    def changes(self, since: str, epoch: str, wait: int) -> Mapping[str, Any]:
        parameters = {"channel": self._channel, "since": since, "epoch": epoch, "wait": str(wait)}
        try:
            answer = _parsed(_accept(self._http.get(self._address(), params=parameters)), "since", "steps")
        except httpx.TransportError:
            self._changes_url = ""
            raise
        if answer["since"] != since:
            raise Damaged("This is the answer to another question.")
        return answer

    def content(self, reference: ContentReference) -> bytes:
        """From an address that always gives the same bytes."""
        kind, key, locale = reference.address.split("/")
        parameters = {"locale": locale, "release": str(reference.release), "at": reference.at}
        response = self._http.get(f"{self._path}/documents/{kind}/{quote(key, safe='')}", params=parameters)
        if response.status_code in (404, 410):
            raise HistoryChanged
        return verify(_accept(response).content, reference.digest)

    def heads(self) -> tuple[str, Head | None] | None:
        """The hub's epoch and the channel's head; None from a hub that tells no heads."""
        answer = self._heads({})
        return None if answer is None else (answer["epoch"], self._own(answer))

    def head_in(self, release: int) -> Head | None:
        """The head in a release; None when the hub has no such release."""
        answer = self._heads({"release": str(release)})
        return None if answer is None else self._own(answer)

    def _heads(self, parameters: Mapping[str, str]) -> Mapping[str, Any] | None:
        response = self._http.get("/api/v1/heads", params=parameters)
        if response.status_code in (404, 410):
            return None
        return _parsed(_accept(response), "epoch", "channels")

    def _own(self, answer: Mapping[str, Any]) -> Head | None:
        told = answer["channels"].get(self._channel)
        return head_from(told) if told else None

    def _address(self) -> str:
        """The hub's address for waiting for changes; the token never leaves https."""
        if not self._changes_url:
            found = _parsed(_accept(self._http.get(self._path)), "changes")["changes"]
            if self._http.base_url.scheme == "https" and urlsplit(found).scheme != "https":
                raise Refused(f"The hub tells changes at an address without https: {found}")
            self._changes_url = found.partition("?")[0]
        return self._changes_url


def _accept(response: httpx.Response) -> httpx.Response:
    if response.status_code == 409:
        raise HistoryChanged
    if response.status_code in (400, 401, 403, 404):
        raise Refused(f"{response.status_code} for {response.url.path}")
    if response.status_code != 200:
        raise Unreachable(f"{response.status_code} for {response.url.path}")
    return response


def _parsed(response: httpx.Response, *expected: str) -> Mapping[str, Any]:
    try:
        parsed: Mapping[str, Any] = response.json()
    except ValueError as error:
        raise Damaged("The answer was cut off.") from error
    if not isinstance(parsed, dict) or not parsed.keys() >= set(expected):
        raise Damaged("This is the answer to another question.")
    return parsed
