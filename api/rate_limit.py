"""Limits for each client: how often in a minute, and how many at once. Kept in memory, for minutes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api import problems
from api.clients import Client

# Clients that are remembered at once; who was seen longest ago is forgotten first.
MOST_CLIENTS = 10_000
MINUTE = 60.0


@dataclass
class _Bucket:
    left: float
    since: float


@dataclass
class RateLimit:
    """Of this process: as many at once as in a minute, then evenly."""

    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[bytes, _Bucket] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, client: Client | None, per_minute: int) -> None:
        """Problem 429 when it was too often."""
        if client is None:
            return
        most = per_minute * client.share
        with self._lock:
            now = self.clock()
            self._forget(now)
            bucket = self._buckets.pop(client.code, None) or _Bucket(most, now)
            self._buckets[client.code] = bucket
            bucket.left = min(most, bucket.left + (now - bucket.since) * most / MINUTE)
            bucket.since = now
            if bucket.left < 1:
                raise problems.too_often()
            bucket.left -= 1

    def _forget(self, now: float) -> None:
        """Who may do all again."""
        while self._buckets:
            code, bucket = next(iter(self._buckets.items()))
            if now - bucket.since < MINUTE and len(self._buckets) < MOST_CLIENTS:
                return
            del self._buckets[code]


class PlaceLimit:
    """How many a client does at the same time; for one thread."""

    def __init__(self) -> None:
        self._taken: dict[bytes, int] = {}

    @contextmanager
    def place(self, client: Client | None, most: int) -> Iterator[None]:
        """Problem 429 when it has them all."""
        if client is None:
            yield
            return
        if self._taken.get(client.code, 0) >= most * client.share:
            raise problems.too_often()
        self._taken[client.code] = self._taken.get(client.code, 0) + 1
        try:
            yield
        finally:
            self._taken[client.code] -= 1
            if not self._taken[client.code]:
                del self._taken[client.code]
