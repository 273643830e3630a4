"""A local copy of what the hub publishes in one channel, readable with or without the hub."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx

from clients.shared.copy.validation import validate
from clients.shared.hub.reader import REMEMBERED, Document, DocumentResponse
from een_antwoord_sync import Channel, Damaged, Folder, Refused, Rejected, State, Unreachable, core
from een_antwoord_sync.core import instant_text

LONGEST_REASON = 500


class WatchedChannel(Channel):
    """A channel that knows since when the hub gives no answer: an instant, empty while it does."""

    lost_since = ""

    def update(self, wait: int = 0) -> set[str]:
        """Once lost, the first round does not wait for news, so that it is known at once that the hub is back."""
        try:
            changed = super().update(0 if self.lost_since else wait)
        except Unreachable:
            self.lost_since = self.lost_since or self._now()
            raise
        except (Refused, Rejected):
            self.lost_since = ""
            raise
        self.lost_since = ""
        return changed


class LocalCopy:
    """The documents of `channel` in `folder`. One thread updates it, any number may read.

    While the hub says that the channel is closed to this application, `is_closed`, nobody may.
    """

    def __init__(self, http: httpx.Client, channel: str, folder: Path, **options: Any) -> None:
        self._folder, self.files = Folder(folder), folder / "files"
        self.files.mkdir(exist_ok=True)
        self.name, self.is_closed = channel, False
        self.channel = WatchedChannel(http, channel, self._folder, accept=self._accept, **options)
        self._document = lru_cache(REMEMBERED)(self._parsed)

    def state(self) -> State | None:
        """The state that may be shown; None before the first sync, and while the channel is closed."""
        return None if self.is_closed else self.channel.state

    def read(self, state: State, address: str, moment: datetime) -> DocumentResponse | None:
        """The document in `state` at a moment from its position on; None when it says nothing, or no longer has it."""
        digest = core.digest_at(state, address, instant_text(moment))
        try:
            return DocumentResponse(self._document(digest), release_of(state)) if digest else None
        except Damaged:
            if state is self.channel.state:
                self.channel.resync()
            return None

    def _parsed(self, digest: str) -> Document:
        document: Document = json.loads(self._folder.content(digest))
        return document

    def _accept(self, address: str, content: bytes) -> None:
        try:
            validate(self.name, address.partition("/")[0], content)
        except ValueError as error:
            raise ValueError(f"{address}: {error}"[:LONGEST_REASON]) from error


def release_of(state: State) -> str:
    return state.position.partition("@")[0]
