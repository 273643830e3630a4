"""A channel of the hub over HTTP: documents, lists, files and search, each answer remembered by its ETag."""

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

from clients.shared.hub.errors import ERRORS, NotPublishable, PreviewEnded, Unreachable
from clients.shared.hub.visit import Visit

Document = Mapping[str, Any]
REMEMBERED, LARGEST_REMEMBERED = 512, 131_072


@dataclass(frozen=True)
class DocumentResponse:
    """A document as the hub sent it, with the release that it stands in; a draft stands in none."""

    document: Document
    release: str


def connection(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=10, follow_redirects=False, trust_env=False)


class HubReader:
    """One channel's reader, with that channel's token. Safe to share between threads."""

    def __init__(self, http: httpx.Client, channel: str, token: str = "") -> None:
        self.channel = channel
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._remembered: OrderedDict[str, httpx.Response] = OrderedDict()
        self._lock = Lock()

    @property
    def lost_since(self) -> str:
        """The instant since which the hub gives no answer, while pages go on without it; a reader of the hub cannot."""
        return ""

    def for_one_page(self) -> HubReader:
        """The reader for all that one page shows."""
        return self

    def document(self, kind: str, key: str, visit: Visit) -> DocumentResponse:
        path = f"/channels/{self.channel}/documents/{kind}/{quote(key, safe='')}"
        if visit.preview:
            response = self._get_draft(f"/api/v1/previews/{quote(visit.preview, safe='')}{path}", visit)
        else:
            response = self._get(f"/api/v1{path}", visit.hub_parameters())
        return DocumentResponse(_parsed(response), response.headers.get("Release", ""))

    def documents(self, kind: str, visit: Visit) -> Iterator[Document]:
        """Every document of a kind, at least with its key and title."""
        return self.listing(kind, visit)

    def listing(self, kind: str, visit: Visit) -> Iterator[Document]:
        """Every entry of the hub's list, page after page."""
        path: str | None = f"/api/v1/channels/{self.channel}/documents"
        parameters: Mapping[str, str] | None = {"kind": kind} | visit.hub_parameters()
        while path:
            page = _parsed(self._get(path, parameters))
            yield from page["results"]
            path, parameters = _path_of(page.get("next")), None

    def releases(self) -> list[Document]:
        """The newest ones."""
        return list(_parsed(self._get("/api/v1/releases", {"limit": "50"}))["results"])

    def query(self, path: str, parameters: Mapping[str, str]) -> DocumentResponse:
        """Search and suggestions in this channel."""
        response = self._get(f"/api/v1/{path}", {"channel": self.channel} | dict(parameters))
        return DocumentResponse(_parsed(response), response.headers.get("Release", ""))

    def report(self, path: str, members: Mapping[str, str]) -> None:
        """Posts what the channel has to say of itself."""
        body = {"channel": self.channel} | dict(members)
        try:
            response = self._http.post(f"/api/v1/{path}", json=body, headers=self._headers)
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

    def _get_draft(self, path: str, visit: Visit) -> httpx.Response:
        """Never remembered; what the draft does not decide, the hub sends on to what is published."""
        try:
            response = self._http.get(path, params=visit.hub_parameters(), headers=self._headers, follow_redirects=True)
        except httpx.HTTPError as error:
            raise Unreachable(str(error)) from error
        if response.status_code == 422:
            raise NotPublishable(tuple(each["reason"] for each in _parsed(response).get("invalidParams", ())))
        if response.status_code == 403 and not response.history:
            raise PreviewEnded(path)
        return _successful(response)

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
        self._remember(address, _successful(response))
        return response

    def _remember(self, address: str, response: httpx.Response) -> None:
        if "ETag" not in response.headers or len(response.content) + len(address) > LARGEST_REMEMBERED:
            return
        with self._lock:
            self._remembered[address] = response
            self._remembered.move_to_end(address)
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)


def _successful(response: httpx.Response) -> httpx.Response:
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
