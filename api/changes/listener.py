"""Listeners that wait for changes: admission, and the steps since the position that each has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from api import problems
from api.changes.endpoint import channels_of, start_of
from api.changes.query import ChangesQuery
from api.http import Request
from releases.channels import CHANNELS
from releases.core.position import NOWHERE, Position
from releases.replica import feed
from releases.replica.feed import ReadyStep
from releases.replica.replica import Replica
from releases.replica.transaction import ReadTransaction

# Steps for one listener at a time, and positions at which several are kept in mind.
AT_ONCE, REMEMBERED = 10, 64


@dataclass
class Listener:
    """`since` moves on with what is told; the rest stays as it was when the listener came."""

    request: Request
    wanted: ChangesQuery
    channels: tuple[str, ...]
    epoch: str
    since: Position


class ListenerRegistry:
    """Lets listeners in, and finds what each has yet to hear; listeners at one position share the bytes."""

    def __init__(self, replica: Callable[[], Replica], clock: Callable[[], float]) -> None:
        self._replica, self._clock = replica, clock
        self._mark, self._until = b"", datetime.max.replace(tzinfo=UTC)
        self._found: dict[tuple[tuple[str, ...], Position], list[ReadyStep]] = {}

    def admit(self, request: Request, wanted: ChangesQuery) -> Listener:
        """Problems: what the caller may not read, and a position to sync anew from."""
        with self._replica().read() as reading:
            channels = channels_of(reading, request, wanted, self._clock())
            start = start_of(reading, wanted, self._now())
            return Listener(request, wanted, channels, reading.position().hub, start)

    def newest(self) -> Position:
        """For a listener that wants to hear from now on."""
        release = self._replica().number()
        return Position(release, self._now()) if release else NOWHERE

    def steps(self, listener: Listener) -> list[ReadyStep]:
        """Problems: the caller may no longer read the same channels, or its position is no longer in the history."""
        with self._replica().read() as reading:
            now, wanted = self._now(), listener.wanted._replace(since=listener.since, epoch=listener.epoch)
            if channels_of(reading, listener.request, wanted, now.timestamp()) != listener.channels:
                raise problems.token_refused()
            return self._shared(reading, listener.channels, start_of(reading, wanted, now), now)

    def _shared(
        self, reading: ReadTransaction, channels: tuple[str, ...], since: Position, now: datetime
    ) -> list[ReadyStep]:
        if self._mark != reading.mark() or now >= self._until or len(self._found) > REMEMBERED:
            self._found = {}
            self._mark, switch = reading.mark(), feed.next_switch(reading, tuple(CHANNELS), now)
            self._until = switch or datetime.max.replace(tzinfo=UTC)
        key = channels, since
        if key not in self._found:
            self._found[key] = feed.steps(reading, channels, since, now, AT_ONCE)
        return self._found[key]

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)
