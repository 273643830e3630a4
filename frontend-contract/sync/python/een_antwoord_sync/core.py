"""The state of a channel, and what a step makes of it: plain functions without network, storage or clock.

Instants are text as the hub writes them (UTC with milliseconds), which sorts by time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

# A document of the channel: "kind/key/locale". Its periods: (start, or None for "already", and digest), in order.
Address = str
Periods = tuple[tuple[str | None, str], ...]


class MissedStep(Exception):
    """The step does not follow from what is held: a release was missed, or the hub's history is another one."""


class Damaged(Exception):
    """Bytes that are not the ones that were sent; asking again helps."""


class ContentReference(NamedTuple):
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
    """The state after `step`; a step that was applied before changes nothing. MissedStep when one lies in between."""
    channel = state.channel
    if sort_key(step["position"]) <= sort_key(state.position) or channel not in step["channels"]:
        return state
    if step["parents"][channel] != state.digest:
        raise MissedStep(f"{step['position']} does not follow {state.position}")
    documents = dict(state.documents)
    for change in _changes(state, step):
        address = address_of(change)
        documents.pop(address, None)
        if periods := periods_from(_periods(change), instant_of(step["position"])):
            documents[address] = periods
    return replace(state, position=step["position"], digest=step["channels"][channel], documents=documents)


def required_content(state: State, steps: Iterable[Mapping[str, Any]]) -> list[ContentReference]:
    """The content that `state`, which holds after `steps`, has from them; that of coming periods included."""
    references = {
        digest: ContentReference(address_of(change), sort_key(step["position"])[0], starts, digest)
        for step in steps
        for change in _changes(state, step)
        for starts, digest in _periods(change)
    }
    return [references[digest] for digest in sorted(digests(state) & references.keys())]


def addresses(state: State, step: Mapping[str, Any]) -> set[Address]:
    """The documents that `step` changes."""
    return {address_of(change) for change in _changes(state, step)}


def digest_at(state: State, address: Address, at: str) -> str | None:
    """The digest of what the document says at `at`, which does not lie before the position; None when nothing."""
    started = [digest for starts, digest in state.documents.get(address, ()) if starts is None or starts <= at]
    return started[-1] if started else None


def switches(state: State, after: str, until: str) -> set[Address]:
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


def additions(state: State, before: State | None) -> list[tuple[Address, str]]:
    """The contents of documents in `state`, now or later, that are not in `before`: (address, digest)."""
    return sorted(_contents_of(state) - (_contents_of(before) if before else set()))


def parse_bundle(lines: Iterable[bytes]) -> Iterator[State | tuple[str, bytes]]:
    """The content of a bundle, as (digest, bytes); after the last of it the state. Damaged when it was cut off."""
    header, documents, ended = None, dict[Address, Periods](), False
    for line in lines:
        parsed = _parsed(line)
        if header is None:
            header = _header(parsed)
        elif parsed["type"] == "document":
            yield from ((each["digest"], _content(each)) for each in parsed["periods"])
            periods = tuple((each["effectiveAt"], each["digest"]) for each in parsed["periods"])
            documents[address_of(parsed)] = periods_from(periods, instant_of(header["position"]))
        else:
            ended = True
    if header is None or not ended or len(documents) != header["count"]:
        raise Damaged("The bundle was cut off.")
    yield State(header["epoch"], header["channel"], header["position"], header["digest"], documents)


def periods_from(periods: Iterable[tuple[str | None, str]], instant: str) -> Periods:
    """The period at `instant`, which counts as already there whatever a local clock says, and those that follow."""
    past = [(None, digest) for starts, digest in periods if starts is None or starts <= instant]
    coming = [(starts, digest) for starts, digest in periods if starts is not None and starts > instant]
    return (*past[-1:], *coming)


def sort_key(position: str) -> tuple[int, str]:
    """Positions sort by release, and then by instant."""
    release, _, instant = position.partition("@")
    return int(release), instant


def instant_of(position: str) -> str:
    return position.partition("@")[2]


def instant_text(moment: datetime) -> str:
    """As the hub writes instants."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def release_of(position: str) -> int:
    return sort_key(position)[0]


def address_of(named: Mapping[str, Any]) -> Address:
    return f"{named['kind']}/{named['key']}/{named['locale']}"


def verify(content: bytes, digest: str) -> bytes:
    """Damaged unless these are the bytes that `digest` names."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(f"The bytes that came are not {digest}.")
    return content


def _contents_of(state: State) -> set[tuple[Address, str]]:
    return {(address, digest) for address, periods in state.documents.items() for _, digest in periods}


def _changes(state: State, step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (change for change in step["changes"] if change["channel"] == state.channel)


def _periods(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    current = [(change["effectiveAt"], change["digest"])] if change["digest"] else []
    return [*current, *((each["effectiveAt"], each["digest"]) for each in change["upcoming"])]


def _content(period: Mapping[str, Any]) -> bytes:
    """The canonical form (RFC 8785), which is what the hub sends of one document."""
    text = json.dumps(period["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return verify(text.encode(), period["digest"])


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
