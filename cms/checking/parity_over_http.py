"""Reads what channels get and what their pages show, over HTTP only, and compares every fact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from cms.checking.search_parity import found_differences
from releases.channels import CHANNELS
from releases.parity.comparison import (
    Difference,
    check_around,
    check_documents,
    check_notices,
    check_plain,
    check_plain_notices,
    check_rendered,
)

Document = dict[str, Any]
Address = tuple[str, str, str, str]
ADDRESSES = {"product": "product", "location": "locatie", "organisation": "organisatie"}
PAGES = {(channel, kind): f"{channel}/{name}/{{key}}/" for channel in CHANNELS for kind, name in ADDRESSES.items()} | {
    ("email", "contactMoment"): "email/moment/{key}/bericht"
}


@dataclass
class Findings:
    """`told`: per fact key and locale its text per channel; `documents` and `pages` count what was read."""

    documents: int = 0
    pages: int = 0
    told: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


class Unreadable(Exception):
    """An address did not give what it should; the message says which."""


class ParityReader:
    """`pages` is where the reference channels are, None to read documents only."""

    def __init__(self, hub: httpx.Client, token: str, pages: str | None) -> None:
        self._hub, self._pages = hub, pages
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def check(self, moments: Iterable[str] = ()) -> Findings:
        """The newest release now, at the given moments, and at every coming change that its documents announce."""
        findings = Findings()
        release = str(self._json("/api/v1/releases/current")["number"])
        waiting, seen = ["", *moments], set()
        while waiting:
            at = waiting.pop(0)
            if at in seen:
                continue
            seen.add(at)
            documents = list(self._documents(release, at))
            self._compare(documents, release, at, findings)
            waiting += sorted(coming_changes(documents) - seen)
        return findings

    def _compare(self, documents: list[Document], release: str, at: str, findings: Findings) -> None:
        findings.documents += len(documents)
        findings.differences += check_documents(documents)
        for document in documents:
            for key, fact in document["facts"].items() if not at else ():
                findings.told.setdefault((key, document["contentLocale"]), {})[document["channel"]] = fact["text"]
        if self._pages is not None:
            told = {_address(document): document for document in documents}
            for document in documents:
                findings.differences += self._page_differences(document, told, release, at, findings)
            for differences in found_differences(documents, release, at, self._searched):
                findings.pages += 1
                findings.differences += differences

    def _page_differences(
        self, document: Document, told: dict[Address, Document], release: str, at: str, findings: Findings
    ) -> list[Difference]:
        """`told` has the notices and the site's information, which pages show beside their own document."""
        channel, kind, key, locale = _address(document)
        if kind == "branding":
            return self._logo_differences(document, release, at, findings)
        if (channel, kind) not in PAGES:
            return []
        findings.pages += 1
        page = self._page(PAGES[channel, kind].format(key=key), locale, release, at)
        notices, about = told[channel, "notice", "notices", locale], _about(document, told)
        found = [*check_rendered(page.text, document), *check_notices(page.text, notices, about)]
        found += check_around(page.text, lambda kind, key: told.get((channel, kind, key, locale)))
        if kind == "contactMoment":
            text = self._page(f"email/moment/{key}/tekst", locale, release, at).text
            found += [*check_plain(text, document), *check_plain_notices(text, notices, about)]
        return found

    def _logo_differences(self, document: Document, release: str, at: str, findings: Findings) -> list[Difference]:
        """The logo that a client shows has the bytes that the house style names."""
        channel, locale, found = document["channel"], document["locale"], []
        for logo in document["logos"]:
            findings.pages += 1
            page = self._page(f"{channel}/logo/{logo['name']}", locale, release, at)
            digest = hashlib.sha256(page.content).hexdigest()
            if digest != logo["digest"]:
                found.append(Difference(logo["name"], locale, channel, "logo", logo["digest"], digest))
        return found

    def _documents(self, release: str, at: str) -> Iterator[Document]:
        when = {"release": release} | ({"at": at} if at else {})
        for channel in self._json("/api/v1/channels")["results"]:
            for locale in channel["locales"]:
                path: str | None = f"{channel['href']}/documents"
                parameters: dict[str, str] | None = when | {"locale": locale, "limit": "500"}
                while path:
                    page = self._json(path, parameters)
                    for row in page["results"]:
                        yield self._json(row["href"].partition("?")[0], when | {"locale": row["locale"]})
                    path, parameters = page["next"], None

    def _json(self, path: str, parameters: dict[str, str] | None = None) -> Any:
        return self._get(path, parameters, self._headers).json()

    def _page(self, path: str, locale: str, release: str, at: str) -> httpx.Response:
        asked = {"locale": locale, "release": release} | ({"at": at} if at else {})
        return self._get(f"{self._pages}/{path}", asked, {})

    def _searched(self, path: str, parameters: dict[str, str]) -> httpx.Response:
        return self._answered(f"{self._pages}/{path}", parameters, {})

    def _get(self, path: str, parameters: dict[str, str] | None, headers: dict[str, str]) -> httpx.Response:
        response = self._answered(path, parameters, headers)
        if response.is_error:
            raise Unreadable(f"{response.url} answered {response.status_code}: {response.text[:300]}")
        return response

    def _answered(self, path: str, parameters: dict[str, str] | None, headers: dict[str, str]) -> httpx.Response:
        try:
            return self._hub.get(path, params=parameters, headers=headers)
        except httpx.HTTPError as error:
            raise Unreadable(f"{path}: {error}") from error


def coming_changes(documents: Iterable[Document]) -> set[str]:
    """The days on which a fact gets its next value."""
    facts = (fact for document in documents for fact in document["facts"].values())
    return {fact["next"]["validFrom"] for fact in facts if fact["next"] and fact["next"]["validFrom"]}


def _address(document: Document) -> Address:
    return document["channel"], document["kind"], document["key"], document["locale"]


def _about(document: Document, told: dict[Address, Document]) -> Document:
    """What a page is about: a message is about its product, told in this language or not."""
    if document["kind"] != "contactMoment":
        return document
    key = document["product"]["key"]
    product = told.get((document["channel"], "product", key, document["locale"]))
    return product or {"kind": "product", "key": key}
