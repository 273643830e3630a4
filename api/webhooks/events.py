"""Event for a subscriber by the NL GOV profile for CloudEvents 1.1: thin, as structured JSON.

It says what changed and where to read it, never what it says now; a receiver fetches that with its own token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from releases.core import canonical
from releases.core.position import Position, instant_text

# As `releases.core.changes.Change` tells it.
Change = Mapping[str, Any]

MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
PUBLISHED, SWITCHED, RESTARTED, TEST = "published", "switched", "restarted", "test"
TYPE_PREFIX = "nl.een-antwoord."
# What more documents a step changes, is told by their number. CloudEvents are carried everywhere up to 64 KiB.
MOST_CHANGES, MOST_BYTES = 100, 60_000


@dataclass(frozen=True)
class Sender:
    """Who tells: `source` is a URN, `url` the address of the hub without a trailing slash."""

    source: str
    url: str


@dataclass(frozen=True)
class StepEvent:
    """One step as the subscriber of `channels` hears it, coming from `since`.

    `channels` have their newest digest (None before their first release). `changes` is None when they are `count`
    documents, too many to name.
    """

    kind: str
    epoch: UUID
    position: Position
    channels: Mapping[str, str | None]
    since: Position | None = None
    count: int = 0
    changes: Sequence[Change] | None = None


def event_id(epoch: UUID, subscription: int, position: Position) -> UUID:
    """The same whenever and by whomever this step is told to this subscription."""
    return uuid5(epoch, f"{subscription}:{position}")


def body(happening: StepEvent, identity: UUID, sender: Sender) -> bytes:
    whole = canonical.dumps(_event(happening, identity, sender, happening.changes))
    if happening.changes is None or (len(happening.changes) <= MOST_CHANGES and len(whole) <= MOST_BYTES):
        return whole
    return canonical.dumps(_event(happening, identity, sender, None))


def _event(happening: StepEvent, identity: UUID, sender: Sender, changes: Sequence[Change] | None) -> dict[str, Any]:
    event = {
        "specversion": "1.0",
        "id": str(identity),
        "source": sender.source,
        "type": TYPE_PREFIX + happening.kind,
        "subject": ",".join(happening.channels),
        "time": instant_text(happening.position.instant),
        "datacontenttype": "application/json",
        "data": _data(happening, sender, changes),
    }
    if happening.since is not None:
        event["dataref"] = changes_href(sender.url, happening)
    return event


def _data(happening: StepEvent, sender: Sender, changes: Sequence[Change] | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "epoch": str(happening.epoch),
        "position": str(happening.position),
        "channels": dict(happening.channels),
    }
    if happening.since is not None:
        data["count"] = happening.count
    if changes is not None:
        data["changes"] = [_change(change, happening.position, sender.url) for change in changes]
    return data


def _change(change: Change, position: Position, hub: str) -> dict[str, Any]:
    told = {name: value for name, value in change.items() if name != "upcoming"}
    return told | {"href": document_href(hub, change, position) if change["digest"] else None}


def document_href(hub: str, change: Change, position: Position) -> str:
    """The bytes with this digest, for ever."""
    query = {"locale": change["locale"], "release": position.release, "at": instant_text(position.instant)}
    path = f"channels/{change['channel']}/documents/{change['kind']}/{change['key']}"
    return f"{hub}/api/v1/{path}?{urlencode(query)}"


def changes_href(hub: str, happening: StepEvent) -> str:
    """The feed from just before this step on, of a node that has it; refused when the epoch is another by then."""
    query = {
        "epoch": happening.epoch,
        "since": str(happening.since),
        "reach": happening.position.release,
        "channel": list(happening.channels),
    }
    return f"{hub}/api/v1/changes?{urlencode(query, doseq=True)}"
