"""What a channel holds, and what a step makes of it: plain functions without network, storage or clock.

Instants are text as the hub writes them (UTC with milliseconds), which sorts by time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

# A document of the channel: "kind/key/locale". Its periods: (start, or None for "already", and digest), in order.
Address = str
Periods = tuple[tuple[str | None, str], ...]


class Missed(Exception):
    """The step does not follow from what is held: a release was missed, or the hub's history is another one."""


class Damaged(Exception):
    """What came is not what was sent; asking again helps."""


class Piece(NamedTuple):
    """Content that a step needs: where the hub has it for ever, and the digest of its bytes."""

    address: Address
    release: int
    at: str
    digest: str


@dataclass(frozen=True)
class State:
    """`digest` is the channel's link at `position`: what the channel acknowledges."""

    epoch: str
    channel: str
    position: str
    digest: str
    documents: Mapping[Address, Periods]


def apply(state: State, step: Mapping[str, Any]) -> State:
    """What is held after `step`; a step that was applied before changes nothing. Missed when one lies in between."""
    channel = state.channel
    if place(step["position"]) <= place(state.position) or channel not in step["channels"]:
        return state
    if step["parents"][channel] != state.digest:
        raise Missed(f"{step['position']} does not follow {state.position}")
    documents = dict(state.documents)
    for change in _changes(state, step):
        address = address_of(change)
        documents.pop(address, None)
        if periods := held(_periods(change), instant_of(step["position"])):
            documents[address] = periods
    return replace(state, position=step["position"], digest=step["channels"][channel], documents=documents)


def needed(state: State, steps: Iterable[Mapping[str, Any]]) -> list[Piece]:
    """The content that `state`, which holds after `steps`, has from them; that of coming periods included."""
    pieces = {
        digest: Piece(address_of(change), place(step["position"])[0], starts, digest)
        for step in steps
        for change in _changes(state, step)
        for starts, digest in _periods(change)
    }
    return [pieces[digest] for digest in sorted(digests(state) & pieces.keys())]


def addresses(state: State, step: Mapping[str, Any]) -> set[Address]:
    """The documents that `step` changes."""
    return {address_of(change) for change in _changes(state, step)}


def shown(state: State, address: Address, at: str) -> str | None:
    """The digest of what the document says at `at`, which does not lie before the position; None when nothing."""
    started = [digest for starts, digest in state.documents.get(address, ()) if starts is None or starts <= at]
    return started[-1] if started else None


def switching(state: State, after: str, until: str) -> set[Address]:
    """The documents that switch after `after`, up to `until`, by the clock alone."""
    return {
        address
        for address, periods in state.documents.items()
        if any(starts is not None and after < starts <= until for starts, _ in periods)
    }


def next_switch(state: State, after: str) -> str | None:
    """The first instant after `after` at which a document switches."""
    starts = (starts for periods in state.documents.values() for starts, _ in periods if starts is not None)
    return min((instant for instant in starts if instant > after), default=None)


def digests(state: State) -> set[str]:
    """All content that the state refers to."""
    return {digest for periods in state.documents.values() for _, digest in periods}


def new_in(state: State, before: State | None) -> list[tuple[Address, str]]:
    """What each document says in `state`, now or later, and did not say in `before`: (address, digest)."""
    return sorted(_told(state) - (_told(before) if before else set()))


def unbundled(lines: Iterable[bytes]) -> Iterator[State | tuple[str, bytes]]:
    """The content of a bundle, as (digest, bytes); after the last of it the state. Damaged when it was cut off."""
    header, documents, ended = None, dict[Address, Periods](), False
    for line in lines:
        parsed = _parsed(line)
        if header is None:
            header = _header(parsed)
        elif parsed["type"] == "document":
            yield from ((each["digest"], _content(each)) for each in parsed["periods"])
            periods = tuple((each["effectiveAt"], each["digest"]) for each in parsed["periods"])
            documents[address_of(parsed)] = held(periods, instant_of(header["position"]))
        else:
            ended = True
    if header is None or not ended or len(documents) != header["count"]:
        raise Damaged("The bundle was cut off.")
    yield State(header["epoch"], header["channel"], header["position"], header["digest"], documents)


def held(periods: Iterable[tuple[str | None, str]], instant: str) -> Periods:
    """The period at `instant`, which counts as already there whatever a local clock says, and those that follow."""
    past = [(None, digest) for starts, digest in periods if starts is None or starts <= instant]
    coming = [(starts, digest) for starts, digest in periods if starts is not None and starts > instant]
    return (*past[-1:], *coming)


def place(position: str) -> tuple[int, str]:
    """Positions sort by release, and then by instant."""
    release, _, instant = position.partition("@")
    return int(release), instant


def instant_of(position: str) -> str:
    return position.partition("@")[2]


def address_of(named: Mapping[str, Any]) -> Address:
    return f"{named['kind']}/{named['key']}/{named['locale']}"


def checked(content: bytes, digest: str) -> bytes:
    """Damaged unless these are the bytes that `digest` names."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(f"The bytes that came are not {digest}.")
    return content


def _told(state: State) -> set[tuple[Address, str]]:
    return {(address, digest) for address, periods in state.documents.items() for _, digest in periods}


def _changes(state: State, step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (change for change in step["changes"] if change["channel"] == state.channel)


def _periods(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    current = [(change["effectiveAt"], change["digest"])] if change["digest"] else []
    return [*current, *((each["effectiveAt"], each["digest"]) for each in change["upcoming"])]


def _content(period: Mapping[str, Any]) -> bytes:
    """The canonical form (RFC 8785), which is what the hub sends of one document."""
    text = json.dumps(period["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return checked(text.encode(), period["digest"])


def _header(parsed: Mapping[str, Any]) -> Mapping[str, Any]:
    if parsed.get("type") != "header":
        raise Damaged("This is no bundle.")
    return parsed


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        parsed: Mapping[str, Any] = json.loads(line)
    except ValueError as error:
        raise Damaged("A line of the bundle was cut off.") from error
    if not isinstance(parsed, dict):
        raise Damaged("This is no bundle.")
    return parsed
