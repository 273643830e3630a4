"""Finds in the node's copy what one document says, on both axes of time."""

from __future__ import annotations

from typing import NamedTuple

from api import problems
from api.documents.addresses import Address
from api.documents.query import DocumentQuery
from api.time_axes import release_in
from releases.core.intervals import Span
from releases.core.position import from_milliseconds
from releases.core.timeline import Memento, StoredVersion, mementos, said_at
from releases.replica.transaction import ReadTransaction


class FoundDocument(NamedTuple):
    """What `version` says about the asked moment, as of `release`; instants in milliseconds.

    `at` is None when that moment goes on with the clock; `settled` when no later release can change the answer;
    `memento` is there when the answer is one.
    """

    version: StoredVersion
    span: Span[int, str]
    release: int
    settled: bool
    at: int | None
    now: int
    memento: Memento | None = None

    @property
    def digest(self) -> str:
        return self.span.content

    @property
    def since(self) -> int:
        """When readers could first see it: the later of release and period."""
        return max(self.span.starts or 0, self.version.released_at)

    @property
    def cited_at(self) -> int:
        """The asked moment, or the start of what holds; a clock that is behind has not seen that yet."""
        return min(self.since, self.now) if self.at is None else self.at


def find(reading: ReadTransaction, address: Address, wanted: DocumentQuery, now: int) -> FoundDocument:
    """Problems: 404 for what is not published, not yet, or in no such release; 410 for what is withdrawn."""
    stored = address.stored
    if stored is None:
        raise problems.not_found()
    if wanted.said is not None:
        return _as_said(reading, stored, min(wanted.said, now), now)
    release, newest = release_in(reading, wanted.axes), reading.position().number
    version = reading.version(stored, release)
    if version is None:
        raise problems.not_found("Nothing is published at this path in this locale and release.")
    span = _span(version, now if wanted.axes.at is None else wanted.axes.at)
    settled = wanted.axes.release is not None or release < newest
    found = FoundDocument(version, span, release, settled, wanted.axes.at, now)
    return found._replace(memento=_memento(reading, stored, found)) if settled and found.at is not None else found


def _as_said(reading: ReadTransaction, stored: bytes, instant: int, now: int) -> FoundDocument:
    """What readers saw at `instant`, in the release that was current; before all that was said, the first."""
    memento = said_at(mementos(reading.versions(stored), now), instant)
    version = reading.version(stored, memento.release) if memento else None
    if memento is None or version is None:
        raise problems.not_found("Nothing has been said at this path in this locale yet.")
    span = _span(version, memento.instant)
    release = reading.release_at(from_milliseconds(max(instant, memento.instant)))
    at = memento.instant if instant < now else None
    return FoundDocument(version, span, release, release < reading.position().number, at, now, memento)


def _span(version: StoredVersion, instant: int) -> Span[int, str]:
    if not version.periods:
        raise problems.gone("This document is withdrawn.")
    span = version.span(instant)
    if span is None:
        raise problems.not_found("This document does not hold yet at this moment: ask for a later 'at'.")
    return span


def _memento(reading: ReadTransaction, stored: bytes, found: FoundDocument) -> Memento | None:
    """None when readers never saw this, because a later release came before it held."""
    memento = Memento(found.since, found.version.release, found.digest)
    return memento if memento in mementos(reading.versions(stored), found.now) else None
