"""Wakes everybody who waits for changes: one look at the node's copy for a whole process, however many listen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings

from releases.channels import CHANNELS
from releases.replica import feed
from releases.replica.replica import Replica, shared_replica
from releases.replica.transaction import ReadTransaction

LOOK_SECONDS = 0.05


class Watcher:
    """Looks from the first listener on; `woken` is done as soon as there may be something to tell or to refuse."""

    def __init__(self, replica: Callable[[], Replica] = shared_replica, clock: Callable[[], float] = time.time) -> None:
        self._replica, self._clock = replica, clock
        self._seen: tuple[bytes, bytes, bool] | None = None
        self._switch: datetime | None = None
        self._looking: asyncio.Task[None] | None = None
        self._woken: asyncio.Future[None] | None = None

    def woken(self) -> asyncio.Future[None]:
        """Take it before you look whether there is something: then nothing falls in between."""
        if self._woken is None or self._woken.done():
            self._woken = asyncio.get_running_loop().create_future()
        if self._looking is None or self._looking.done():
            self._look()
            self._looking = asyncio.create_task(self._keep_looking())
        return self._woken

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._look() and self._woken is not None and not self._woken.done():
                self._woken.set_result(None)

    def _look(self) -> bool:
        """Whether a release, a switch, a change of tokens or a loss of the database came since the last look."""
        now = self._clock()
        with self._replica().read() as reading:
            seen = (reading.mark(), reading.tokens_mark(), now - reading.checked_at() > settings.REPLICA_MAX_SILENCE)
            switched = self._switch is not None and self._switch.timestamp() <= now
            if seen == self._seen and not switched:
                return False
            self._seen, self._switch = seen, self._next_switch(reading, now)
        return True

    def _next_switch(self, reading: ReadTransaction, now: float) -> datetime | None:
        return feed.next_switch(reading, tuple(CHANNELS), datetime.fromtimestamp(now, UTC))
