"""Reading the hub: one GET, remembered by its ETag, and errors that a page can explain."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from clients.visit import Visit

Document = Mapping[str, Any]
REMEMBERED = 512


class HubError(Exception):
    """The hub gave no document; `status` is what the client's own page answers."""

    status = 502


class Unreachable(HubError):
    """No answer, or one that makes no sense."""


class Missing(HubError):
    """There is no such document in this language and at this moment."""

    status = 404


class Gone(HubError):
    """The document was withdrawn."""

    status = 410


class Refused(HubError):
    """The client may not read this channel: its token is absent or revoked."""

    status = 503


class NotUnderstood(HubError):
    """The moment, release or language in the address is not one that the hub knows."""

    status = 400


class MovedOn(HubError):
    """Something was published since the first page of results, so they begin again."""

    status = 409


class PreviewEnded(HubError):
    """The token of a preview has had its time."""

    status = 403


class NotPublishable(HubError):
    """The draft has problems; `sentences` say which, in the page's language."""

    status = 422

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


ERRORS: Mapping[int, type[HubError]] = {
    400: NotUnderstood,
    401: Refused,
    403: Refused,
    404: Missing,
    409: MovedOn,
    410: Gone,
}


@dataclass(frozen=True)
class Answer:
    """A document as the hub sent it, with the release that it stands in; a draft stands in none."""

    document: Document
    release: str
    etag: str


def connection(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=10, follow_redirects=False, trust_env=False)


class Hub:
    """One channel's reader, with that channel's token. Safe to share between threads."""

    def __init__(self, http: httpx.Client, channel: str, token: str = "") -> None:
        self.channel = channel
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._remembered: OrderedDict[str, httpx.Response] = OrderedDict()
        self._lock = Lock()

    def for_one_page(self) -> Hub:
        """The reader for all that one page shows."""
        return self

    def document(self, kind: str, key: str, visit: Visit) -> Answer:
        path = f"/channels/{self.channel}/documents/{kind}/{quote(key, safe='')}"
        if visit.preview:
            response = self._of_draft(f"/api/v1/previews/{quote(visit.preview, safe='')}{path}", visit)
        else:
            response = self._get(f"/api/v1{path}", visit.hub_parameters())
        return Answer(_parsed(response), response.headers.get("Release", ""), response.headers.get("ETag", ""))

    def documents(self, kind: str, visit: Visit) -> Iterator[Document]:
        """Every entry of a list, page after page."""
        path: str | None = f"/api/v1/channels/{self.channel}/documents"
        parameters: Mapping[str, str] | None = {"kind": kind} | visit.hub_parameters()
        while path:
            page = _parsed(self._get(path, parameters))
            yield from page["results"]
            path, parameters = _path_of(page.get("next")), None

    def ask(self, path: str, parameters: Mapping[str, str]) -> Answer:
        """What the hub finds in this channel: its search and suggestions."""
        response = self._get(f"/api/v1/{path}", {"channel": self.channel} | dict(parameters))
        return Answer(_parsed(response), response.headers.get("Release", ""), response.headers.get("ETag", ""))

    def tell(self, path: str, members: Mapping[str, str]) -> None:
        """Reports something of this channel to the hub."""
        sent = {"channel": self.channel} | dict(members)
        try:
            response = self._http.post(f"/api/v1/{path}", json=sent, headers=self._headers)
        except httpx.HTTPError as error:
            raise Unreachable(str(error)) from error
        if not response.is_success:
            raise ERRORS.get(response.status_code, Unreachable)(f"{response.status_code} for {path}")

    def file(self, href: str, digest: str) -> bytes:
        """The bytes behind a document's reference, which must be the ones that the document names."""
        content = self._get(_path_of(href) or "/", None).content
        if sha256(content).hexdigest() != digest:
            raise Unreachable(f"{href} is not the file that the document names")
        return content

    def _of_draft(self, path: str, visit: Visit) -> httpx.Response:
        """Never remembered; what the draft does not decide, the hub sends on to what is published."""
        try:
            response = self._http.get(path, params=visit.hub_parameters(), headers=self._headers, follow_redirects=True)
        except httpx.HTTPError as error:
            raise Unreachable(str(error)) from error
        if response.status_code == 422:
            raise NotPublishable(tuple(each["reason"] for each in _parsed(response).get("invalidParams", ())))
        if response.status_code == 403 and not response.history:
            raise PreviewEnded(path)
        return _found(response)

    def _get(self, path: str, parameters: Mapping[str, str] | None) -> httpx.Response:
        request = self._http.build_request("GET", path, params=parameters, headers=self._headers)
        address = str(request.url)
        with self._lock:
            known = self._remembered.get(address)
        if known:
            request.headers["If-None-Match"] = known.headers["ETag"]
        try:
            response = self._http.send(request)
        except httpx.HTTPError as error:
            raise Unreachable(str(error)) from error
        if known and response.status_code == 304:
            known.headers.update(response.headers)
            return known
        self._remember(address, _found(response))
        return response

    def _remember(self, address: str, response: httpx.Response) -> None:
        if "ETag" not in response.headers:
            return
        with self._lock:
            self._remembered[address] = response
            self._remembered.move_to_end(address)
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)


def _found(response: httpx.Response) -> httpx.Response:
    if response.status_code != 200:
        raise ERRORS.get(response.status_code, Unreachable)(f"{response.status_code} for {response.url.path}")
    return response


def _parsed(response: httpx.Response) -> Document:
    try:
        body = response.json()
    except json.JSONDecodeError as error:
        raise Unreachable(f"no JSON at {response.url}") from error
    if not isinstance(body, dict):
        raise Unreachable(f"no document at {response.url}")
    return body


def _path_of(url: str | None) -> str | None:
    """Path and query only: the token goes to the hub that was configured and to nobody else."""
    if not url:
        return None
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
