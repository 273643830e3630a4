"""The site of a channel for one visit: what it reads of the hub, in one release, and its own addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flask import g
from werkzeug.local import LocalProxy

from clients.shared.hub.errors import HubError
from clients.shared.hub.reader import Document, DocumentResponse, HubReader
from clients.shared.hub.visit import Visit
from clients.shared.pages.notices import Notice, PageSubject, applies

MOUNT = "/kanalen"
# The part of an address that names a kind of document.
ADDRESSES = {"product": "product", "location": "locatie", "organisation": "organisatie"}


class Site:
    def __init__(self, channel: str, reader: HubReader, visit: Visit) -> None:
        self.channel, self.visit = channel, visit
        self.reader = reader.for_one_page()

    def document(self, kind: str, key: str) -> DocumentResponse:
        return self.reader.document(kind, key, self.visit)

    def documents(self, kind: str) -> Iterator[Document]:
        return self.reader.documents(kind, self.visit)

    def url(self, path: str = "", **changes: str) -> str:
        return f"{MOUNT}/{self.channel}/{path}{self.visit.query(**changes)}"

    def product_url(self, key: str) -> str:
        return self.document_url("product", key)

    def document_url(self, kind: str, key: str) -> str:
        """The page of a product, location or organisation."""
        return self.url(f"{ADDRESSES[kind]}/{key}/")

    def branding(self) -> Document | None:
        """None when the hub has no house style (yet): a page must be readable without one."""
        try:
            return self.document("branding", "branding").document
        except HubError:
            return None

    def notices(self, subject: PageSubject) -> list[Notice]:
        """Those that belong on this page, the most urgent first; none when the hub has none to give."""
        try:
            notices = self.document("notice", "notices").document["notices"]
        except HubError:
            return []
        return [notice for notice in notices if applies(notice["scope"], subject)]


if TYPE_CHECKING:
    site: Site
    sites: Mapping[str, Site]
else:
    # Of the request that is answered: the site that it is for, and those of all channels at the same moment.
    site = LocalProxy(lambda: g.site)
    sites = LocalProxy(lambda: g.sites)
