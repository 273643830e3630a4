"""Stops asking an engine that does not answer, so that readers do not wait for it, and tries again after a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

REST_SECONDS = 5.0


@dataclass
class Breaker:
    """One for each process and engine. `reason` says why it is open, for operators."""

    clock: Callable[[], float] = time.monotonic
    reason: str = ""
    _closed_from: float = 0.0

    @property
    def is_closed(self) -> bool:
        """Whether the engine may be asked."""
        return self.clock() >= self._closed_from

    def failed(self, reason: str) -> None:
        self.reason, self._closed_from = reason, self.clock() + REST_SECONDS

    def answered(self) -> None:
        self.reason, self._closed_from = "", 0.0
