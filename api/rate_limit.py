"""Rate limit for what needs no token: counts how often, without keeping who asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Allowance:
    """A token bucket of this process: as many at once as in a minute, then evenly."""

    clock: Callable[[], float] = time.monotonic
    _left: float | None = None
    _since: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, per_minute: int) -> bool:
        """Whether it may be done now."""
        with self._lock:
            now = self.clock()
            left = per_minute if self._left is None else self._left + (now - self._since) * per_minute / 60
            self._left, self._since = min(left, per_minute), now
            if self._left < 1:
                return False
            self._left -= 1
            return True
