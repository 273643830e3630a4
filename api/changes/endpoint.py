"""`GET /changes`: what changed since a position, in whole releases and whole switches; bytes from the node's copy."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings

from api import access, problems
from api.changes.query import ChangesQuery, parse
from api.documents.answers import FOR_EVER
from api.headers import PUBLIC, SCOPED, Headers
from api.http import Request, Response, matches
from releases.core import canonical
from releases.core.position import NOWHERE, Position
from releases.replica import feed
from releases.replica.feed import ReadyStep
from releases.replica.replica import Replica, shared_replica
from releases.replica.transaction import ReadTransaction

PATH = "/api/v1/changes"
# How far the clocks of nodes may differ, and how long a publish may take, together.
LEEWAY = timedelta(seconds=60)
# What is kept in mind fits in the memory of a process; a larger answer is rare.
REMEMBERED, SMALL = 256, 131_072
VARYING: Headers = [("Vary", "Authorization")]
JSON = ("Content-Type", "application/json")
OPEN: Headers = [*PUBLIC, *VARYING, ("Cache-Control", "public, max-age=1")]
CLOSED: Headers = [*SCOPED, *VARYING]


class Kept(NamedTuple):
    """An answer that holds as long as the copy bears `mark`, and until a document switches (seconds)."""

    body: bytes
    etag: str
    mark: bytes
    until: float


class ChangesEndpoint:
    """Answers at once; one answer is used again until a release comes or a period switches."""

    def __init__(self, replica: Callable[[], Replica] = shared_replica, clock: Callable[[], float] = time.time) -> None:
        self._replica, self._clock = replica, clock
        self._kept: dict[tuple[ChangesQuery, tuple[str, ...]], Kept] = {}

    def __call__(self, request: Request) -> Response:
        wanted, now = parse(request.query), self._clock()
        if wanted.wait:
            raise problems.invalid("wait", f"is for those who can wait: ask {settings.STREAM_URL}{PATH} instead.")
        with self._replica().read() as reading:
            kept = self._answer(reading, wanted, channels_of(reading, request, wanted, now), now)
            return answer_of(request, kept.body, kept.etag)

    def _answer(self, reading: ReadTransaction, wanted: ChangesQuery, channels: tuple[str, ...], now: float) -> Kept:
        kept = self._kept.get((wanted, channels))
        if kept is not None and now < kept.until and kept.mark == reading.mark():
            return kept
        made = _made(reading, wanted, channels, datetime.fromtimestamp(now, UTC))
        if len(self._kept) >= REMEMBERED:
            self._kept.clear()
        if len(made.body) <= SMALL:
            self._kept[wanted, channels] = made
        return made


def channels_of(reading: ReadTransaction, request: Request, wanted: ChangesQuery, now: float) -> tuple[str, ...]:
    """The channels asked for, or all in scope; problems: 401, 403 or 404 for what the caller may not read."""
    scope = access.scope_in(reading, request.authorization, now)
    for channel in wanted.channels:
        access.require(scope, channel)
    return wanted.channels or scope.ordered


def start_of(reading: ReadTransaction, wanted: ChangesQuery, now: datetime) -> Position:
    """The position to follow from; problems: 409 when it is not in the hub's history, NotYet when it may be."""
    copy = reading.position()
    if not copy.hub:
        raise problems.NotYet(problems.behind())
    if wanted.epoch not in (None, copy.hub):
        raise problems.NotYet(problems.sync_anew("The hub began a new epoch."))
    since = _published(reading, wanted.since) if isinstance(wanted.since, int) else wanted.since or NOWHERE
    unknown = problems.sync_anew(f"The position {since} is not in the hub's history.")
    if since.instant > now + LEEWAY:
        raise unknown
    if max(since.release, wanted.reach) > copy.number:
        raise problems.NotYet(unknown)
    return since


def _published(reading: ReadTransaction, release: int) -> Position:
    instant = reading.published_at(release)
    if instant is not None:
        return Position(release, instant)
    unknown = problems.sync_anew(f"There is no release {release}.")
    raise problems.NotYet(unknown) if release > reading.position().number else unknown


def body_of(epoch: str, since: Position, steps: Sequence[ReadyStep]) -> bytes:
    """`next` is where to go on from: the last step, or where the reader was."""
    reached = steps[-1].position if steps else since
    head = f'{{"epoch":"{epoch}","since":"{since}","next":"{reached}","steps":['
    return b"".join((head.encode("ascii"), b",".join(step.body for step in steps), b"]}"))


def etag_of(body: bytes) -> str:
    return f'"{canonical.digest(body)}"'


def answer_of(request: Request, body: bytes, etag: str) -> Response:
    headers = [*(CLOSED if request.authorization else OPEN), ("ETag", etag)]
    if matches(request.if_none_match, etag):
        return Response(304, headers, [])
    return Response(200, [*headers, JSON, ("Content-Length", str(len(body)))], [body])


def _made(reading: ReadTransaction, wanted: ChangesQuery, channels: tuple[str, ...], now: datetime) -> Kept:
    since = start_of(reading, wanted, now)
    steps = feed.steps(reading, channels, since, now, wanted.limit)
    switch = feed.next_switch(reading, channels, now)
    until = switch.timestamp() if switch else FOR_EVER
    body = body_of(reading.position().hub, since, steps)
    return Kept(body, etag_of(body), reading.mark(), until)
