"""Query of the release store for a statement: the document, who published it and why, and what was said around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

import orjson

from api.documents.addresses import Address
from cms.statements.forms import StatementQuery
from releases import store
from releases.core import canonical
from releases.core.periods import civil_day, starts_of
from releases.core.position import from_milliseconds, milliseconds
from releases.core.timeline import Memento, StoredVersion, mementos, turns

Json = dict[str, Any]
State = Literal["said", "nothingYet", "notPublished", "withdrawn", "notValidYet"]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """From `instant` on `release` said something else; `silent`: nothing."""

    instant: datetime
    release: int
    silent: bool


@dataclass(frozen=True)
class ChannelStatement:
    """`document` and what belongs to it are there in the state `said`; `release` also when it was withdrawn.

    `since`: from when on this was said about the asked day; `earlier` and `later`: what was said about it before and
    after; `until_day` and `next_day`: the last day of the period before, the first day of the one that follows.
    """

    state: State
    address: Address
    release: Any = None
    digest: str = ""
    document: Json | None = None
    intact: bool = False
    citation: str = ""
    since: datetime | None = None
    earlier: Turn | None = None
    later: Turn | None = None
    valid_from: date | None = None
    until_day: date | None = None
    next_day: date | None = None
    history: Sequence[Turn] = ()


def answer(kind: str, key: str, asked: StatementQuery, now: datetime) -> ChannelStatement:
    address = Address(asked.channel, kind, key, asked.locale)
    versions, at = store.versions(*address), milliseconds(starts_of(asked.at))
    current = asked.release or store.release_at(asked.known)
    said = ChannelStatement("notPublished" if current else "nothingYet", address, history=_history(versions, now))
    version = next((each for each in reversed(versions) if each.release <= current), None)
    return replace(_told(said, version, at) if version else said, **_around(versions, at, current))


def house_style(asked: StatementQuery) -> Json | None:
    """Name and logos of the municipality at the moment of saying."""
    release = asked.release or store.release_at(asked.known)
    found = store.document(asked.channel, "branding", "branding", asked.locale, release) if release else None
    digest = found.digest_at(asked.known) if isinstance(found, store.StoredDocument) else None
    return orjson.loads(store.body(digest)) if digest else None


def _told(said: ChannelStatement, version: StoredVersion, at: int) -> ChannelStatement:
    said, span = replace(said, release=store.release(version.release)), version.span(at)
    if not version.periods:
        return replace(said, state="withdrawn")
    if span is None:
        return replace(said, state="notValidYet", next_day=_day(version.periods[0][0]))
    body, starts = store.body(span.content), _day(span.starts)
    return replace(
        said,
        state="said",
        digest=span.content,
        document=orjson.loads(body),
        intact=canonical.digest(body) == span.content,
        citation=said.address.at(at, version.release),
        valid_from=starts,
        until_day=starts - DAY if starts else None,
        next_day=_day(span.until),
    )


def _around(versions: Sequence[StoredVersion], at: int, current: int) -> dict[str, Any]:
    """From when on this was said about `at`, and the turns before and after."""
    found = turns(versions, at)
    past, later = (
        [turn for turn in found if turn.release <= current],
        [turn for turn in found if turn.release > current],
    )
    return {
        "since": from_milliseconds(past[-1].instant) if past else None,
        "earlier": _turn(past[-2]) if len(past) > 1 else None,
        "later": _turn(later[0]) if later else None,
    }


def _history(versions: Sequence[StoredVersion], now: datetime) -> list[Turn]:
    """All that readers have seen, newest first; a release that left alone what they saw is left out."""
    told, found = None, []
    for memento in mementos(versions, milliseconds(now)):
        if memento.digest != told:
            found.append(_turn(memento))
        told = memento.digest
    return found[::-1]


def _turn(memento: Memento) -> Turn:
    return Turn(from_milliseconds(memento.instant), memento.release, memento.digest is None)


def _day(instant: int | None) -> date | None:
    return None if instant is None else civil_day(from_milliseconds(instant))
