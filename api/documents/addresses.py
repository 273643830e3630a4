"""Addresses of one document: in the node's copy, and on the web, now and at any moment (RFC 7089, RFC 8574)."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings

from releases.core.position import from_milliseconds, instant_text
from releases.core.timeline import Memento
from releases.replica import layout

LINK_FORMAT = "application/link-format"
# Longer keys than LMDB takes.
LONGEST = 480


class Address(NamedTuple):
    """One document of one channel in one language."""

    channel: str
    kind: str
    key: str
    locale: str

    @property
    def stored(self) -> bytes | None:
        """As in the node's copy; None for what can never be there."""
        text = "".join(self)
        if not text.isascii() or "\0" in text or len(text) >= LONGEST:
            return None
        return layout.Address(self.channel, self.locale, self.kind, self.key).name

    @property
    def original(self) -> str:
        """Of the document as it is now, which also answers Accept-Datetime."""
        return f"{self._of('documents')}?locale={self.locale}"

    @property
    def timemap(self) -> str:
        return f"{self._of('timemaps')}?locale={self.locale}"

    def at(self, instant: int, release: int) -> str:
        """Of what `release` says about `instant` (milliseconds): always the same bytes."""
        moment = instant_text(from_milliseconds(instant))
        return f"{self._of('documents')}?at={moment}&locale={self.locale}&release={release}"

    def _of(self, resource: str) -> str:
        return f"{settings.BASE_URL}/api/v1/channels/{self.channel}/{resource}/{self.kind}/{quote(self.key, safe='')}"


def links(address: Address, at: int, release: int, memento: Memento | None) -> str:
    """The value of a Link header: how to cite what was answered, and the way to what was said at other moments."""
    found = [
        f'<{address.at(at, release)}>; rel="cite-as"',
        f'<{address.original}>; rel="original timegate"',
        f'<{address.timemap}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]
    return ", ".join([*found, _memento(address, memento, "memento")] if memento else found)


def timemap(address: Address, mementos: list[Memento]) -> str:
    """All `mementos`, of which there is at least one, in order of time."""
    first, last = (memento_datetime(mementos[place]) for place in (0, -1))
    own = f'<{address.timemap}>; rel="self"; type="{LINK_FORMAT}"; from="{first}"; until="{last}"'
    rels = [["memento"] for _ in mementos]
    rels[-1].insert(0, "last")
    rels[0].insert(0, "first")
    found = (_memento(address, each, " ".join(rel)) for each, rel in zip(mementos, rels, strict=True))
    return ",\n".join((f'<{address.original}>; rel="original timegate"', own, *found)) + "\n"


def memento_datetime(memento: Memento) -> str:
    """The first whole second at which it was said, since HTTP has no parts of seconds."""
    return http_date(-(-memento.instant // 1000))


@lru_cache(maxsize=4096)
def http_date(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)


def _memento(address: Address, memento: Memento, rel: str) -> str:
    return f'<{address.at(memento.instant, memento.release)}>; rel="{rel}"; datetime="{memento_datetime(memento)}"'
