"""One document through time: what it says in a release at an instant, and all that it has really said.

Instants are milliseconds since 1970, as the node's copy keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from releases.core.intervals import Span, at_instant


class StoredVersion(NamedTuple):
    """A document as of some release. `periods`: (start or None, digest), none when withdrawn."""

    release: int
    released_at: int
    periods: list[tuple[int | None, str]]

    def span(self, instant: int) -> Span[int, str] | None:
        """The digest that holds at `instant`; None before the first period, and when withdrawn."""
        return at_instant(self.periods, instant)


class Memento(NamedTuple):
    """From `instant` on readers saw what `digest` names, as `release` said it; None: nothing (any more)."""

    instant: int
    release: int
    digest: str | None


def mementos(versions: Sequence[StoredVersion], now: int) -> list[Memento]:
    """What readers have seen up to `now`, in order: one for each release that changed the document and each switch.

    `versions` are all of the document's, oldest first. A period that a later release took away was never seen.
    """
    ends = (*(version.released_at for version in versions[1:]), now + 1)
    return [memento for version, end in zip(versions, ends, strict=False) for memento in _seen(version, end)]


def turns(versions: Sequence[StoredVersion], instant: int) -> list[Memento]:
    """The releases at which what is told about `instant` became something else, each at its own instant, in order."""
    found: list[Memento] = []
    for version in versions:
        digest = _digest(version, instant)
        if not found or found[-1].digest != digest:
            found.append(Memento(version.released_at, version.release, digest))
    return found


def said_at(history: Sequence[Memento], instant: int) -> Memento | None:
    """The last of `history` at `instant`; before all that was said the first that was, as RFC 7089 wants it."""
    first = next((memento for memento in history if memento.digest), None)
    if first is None or instant < first.instant:
        return first
    found = at_instant([(memento.instant, memento) for memento in history], instant)
    return found.content if found else None


def _seen(version: StoredVersion, end: int) -> Iterator[Memento]:
    later = (starts for starts, _ in version.periods if starts is not None and starts > version.released_at)
    for instant in (version.released_at, *later):
        if instant < end:
            yield Memento(instant, version.release, _digest(version, instant))


def _digest(version: StoredVersion, instant: int) -> str | None:
    span = version.span(instant)
    return span.content if span else None
