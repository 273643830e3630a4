"""A reader that answers plain visits from the local copy, and asks the hub for all else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import copy
from hashlib import sha256

import httpx

from clients.shared.copy.local_copy import LocalCopy, release_of
from clients.shared.hub.errors import Missing, Unreachable
from clients.shared.hub.reader import Document, DocumentResponse, HubReader
from clients.shared.hub.visit import Visit
from een_antwoord_sync import State

# Kinds with one document per channel: a release that lacks it has none, which nobody needs to be asked.
SINGLE = frozenset({"branding", "navigation", "notice", "site"})


class CopyReader(HubReader):
    """This moment and the newest release come from the copy; each page is of one release."""

    def __init__(self, http: httpx.Client, local_copy: LocalCopy, token: str) -> None:
        super().__init__(http, local_copy.name, token)
        self._copy = local_copy
        self._pinned: State | None = None

    @property
    def lost_since(self) -> str:
        return self._copy.channel.lost_since

    def for_one_page(self) -> CopyReader:
        """A reader of one release, also when the next one comes in the meantime."""
        page = copy(self)
        page._pinned = self._copy.state()
        return page

    def document(self, kind: str, key: str, visit: Visit) -> DocumentResponse:
        held = self._held(visit)
        found = self._copy.read(held, f"{kind}/{key}/{visit.locale}", visit.instant) if held else None
        if found:
            return found
        if held and kind in SINGLE:
            raise Missing(f"{kind}/{key} is not in the release")
        try:
            return super().document(kind, key, visit.in_release(release_of(held)) if held else visit)
        except Unreachable as error:
            if held is None or f"{kind}/{key}/{visit.locale}" in held.documents:
                raise
            raise Missing(f"{kind}/{key} is not held") from error

    def documents(self, kind: str, visit: Visit) -> Iterator[Document]:
        held = self._held(visit)
        if held is None:
            yield from super().documents(kind, visit)
            return
        for address in sorted(held.documents):
            of_kind, _, locale = address.split("/")
            found = self._copy.read(held, address, visit.instant) if (of_kind, locale) == (kind, visit.locale) else None
            if found:
                yield found.document

    def file(self, href: str, digest: str) -> bytes:
        """Kept from the first time on, since its digest names it."""
        path = self._copy.files / digest
        if path.exists() and sha256(content := path.read_bytes()).hexdigest() == digest:
            return content
        content = super().file(href, digest)
        new = path.with_name(f".{digest}.{os.getpid()}")
        new.write_bytes(content)
        new.replace(path)
        return content

    def _held(self, visit: Visit) -> State | None:
        return (self._pinned or self._copy.state()) if visit.is_plain else None
