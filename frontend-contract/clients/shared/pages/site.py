"""The site of a channel for one visit: what it reads of the hub, in one release, and its own addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flask import g, request
from werkzeug.local import LocalProxy

from clients.shared.hub.errors import HubError, Missing
from clients.shared.hub.reader import Document, DocumentResponse, HubReader
from clients.shared.hub.visit import DEFAULT_LOCALE, Visit
from clients.shared.pages.notices import Notice, PageSubject, applies

MOUNT = "/kanalen"
# The part of an address that names a kind of document.
ADDRESSES = {"product": "product", "location": "locatie", "organisation": "organisatie"}


class Site:
    def __init__(self, channel: str, reader: HubReader, visit: Visit) -> None:
        self.channel, self.visit = channel, visit
        self.reader = reader.for_one_page()
        self.missing: tuple[str, str] | None = None

    def document(self, kind: str, key: str) -> DocumentResponse:
        try:
            return self.reader.document(kind, key, self.visit)
        except Missing:
            self.missing = kind, key
            raise

    def is_in_first_language(self) -> bool:
        """Whether the document that was missing is there in the language in which everything is."""
        if self.missing is None or self.visit.locale == DEFAULT_LOCALE:
            return False
        try:
            return bool(self.reader.document(*self.missing, self.visit.spoken_in(DEFAULT_LOCALE)))
        except HubError:
            return False

    def documents(self, kind: str) -> Iterator[Document]:
        return self.reader.documents(kind, self.visit)

    def url(self, path: str = "", **changes: str) -> str:
        return f"{MOUNT}/{self.channel}/{path}{self.visit.query(**changes)}"

    def product_url(self, key: str) -> str:
        return self.document_url("product", key)

    def document_url(self, kind: str, key: str) -> str:
        """The page of a product, location or organisation."""
        return self.url(f"{ADDRESSES[kind]}/{key}/")

    def address(self, path: str, locale: str) -> str:
        """The whole address of a page of this site, at no particular moment, as others on the internet refer to it."""
        plain = self.visit.query(locale=locale, at="", release="", preview="")
        return f"{origin()}{path}{plain}"

    def branding(self) -> Document | None:
        """None when the hub has no house style (yet): a page must be readable without one."""
        try:
            return self.document("branding", "branding").document
        except HubError:
            return None

    def information(self) -> Document | None:
        """What surrounds every page; None when the hub has none (yet)."""
        try:
            return self.document("site", "site").document
        except HubError:
            return None

    def notices(self, subject: PageSubject) -> list[Notice]:
        """Those that belong on this page, the most urgent first; none when the hub has none to give."""
        try:
            notices = self.document("notice", "notices").document["notices"]
        except HubError:
            return []
        return [notice for notice in notices if applies(notice["scope"], subject)]


def origin() -> str:
    """Scheme and host by which the visitor came, also through a proxy."""
    scheme = "https" if request.headers.get("X-Forwarded-Proto") == "https" else request.scheme
    return f"{scheme}://{request.host}"


def open_site(channel: str, readers: Mapping[str, HubReader], visit: Visit) -> None:
    """The site of the request that is answered; what is in no channel looks like the public one."""
    g.readers, name = readers, channel if channel in readers else "website"
    g.site = Site(name, readers[name], visit)


def all_sites() -> dict[str, Site]:
    """The sites of all channels for the same visit."""
    others = {name: Site(name, reader, g.site.visit) for name, reader in g.readers.items() if name != g.site.channel}
    return {name: others.get(name, g.site) for name in g.readers}


if TYPE_CHECKING:
    site: Site
else:
    site = LocalProxy(lambda: g.site)
