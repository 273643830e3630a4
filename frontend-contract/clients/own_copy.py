"""A channel's own copy of what the hub publishes: what plain visits are answered from, with or without the hub."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from clients.hub import REMEMBERED, Answer, Document, Hub, Missing, Unreachable
from clients.schemas import check
from clients.visit import Visit
from een_antwoord_sync import Channel, Damaged, Folder, State, core
from een_antwoord_sync.core import instant_text

LONGEST_REASON = 500


class OwnCopy:
    """What `channel` holds in `folder`. One thread updates it, any number may read.

    While the hub says that the channel is closed to this application, `is_closed`, nobody may.
    """

    def __init__(self, http: httpx.Client, channel: str, folder: Path, **options: Any) -> None:
        self._folder, self.files = Folder(folder), folder / "files"
        self.files.mkdir(exist_ok=True)
        self.name, self.is_closed = channel, False
        self.channel = Channel(http, channel, self._folder, accept=self._accept, **options)
        self._document = lru_cache(REMEMBERED)(self._parsed)

    def state(self) -> State | None:
        """What may be shown; None before the first sync, and while the channel is closed."""
        return None if self.is_closed else self.channel.state

    def read(self, state: State, address: str, moment: datetime) -> Answer | None:
        """What `state` says at a moment from its position on; None when it says nothing, or no longer has it."""
        digest = core.digest_at(state, address, instant_text(moment))
        try:
            return Answer(self._document(digest), release_of(state), f'"{digest}"') if digest else None
        except Damaged:
            if state is self.channel.state:
                self.channel.resync()
            return None

    def _parsed(self, digest: str) -> Document:
        found: Document = json.loads(self._folder.content(digest))
        return found

    def _accept(self, address: str, content: bytes) -> None:
        try:
            check(self.name, address.partition("/")[0], content)
        except ValueError as error:
            raise ValueError(f"{address}: {error}"[:LONGEST_REASON]) from error


class CopyReader(Hub):
    """Answers from the own copy what is asked of this moment and the newest release, and all else from the hub."""

    def __init__(self, http: httpx.Client, own: OwnCopy, token: str) -> None:
        super().__init__(http, own.name, token)
        self._own = own
        self._pinned: State | None = None

    def for_one_page(self) -> CopyReader:
        """What one page shows is of one release, also when the next one comes in the meantime."""
        page = copy(self)
        page._pinned = self._own.state()
        return page

    def document(self, kind: str, key: str, visit: Visit) -> Answer:
        held = self._held(visit)
        found = self._own.read(held, f"{kind}/{key}/{visit.locale}", visit.instant) if held else None
        if found:
            return found
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
            found = self._own.read(held, address, visit.instant) if (of_kind, locale) == (kind, visit.locale) else None
            if found:
                yield found.document

    def file(self, href: str, digest: str) -> bytes:
        """Kept from the first time on, since its digest names it."""
        path = self._own.files / digest
        if path.exists() and sha256(content := path.read_bytes()).hexdigest() == digest:
            return content
        content = super().file(href, digest)
        new = path.with_name(f".{digest}.{os.getpid()}")
        new.write_bytes(content)
        new.replace(path)
        return content

    def _held(self, visit: Visit) -> State | None:
        return (self._pinned or self._own.state()) if visit.is_plain else None


def release_of(state: State) -> str:
    return state.position.partition("@")[0]
