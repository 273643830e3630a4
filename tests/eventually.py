"""Waiting for what another process does a moment later, by asking again."""

from __future__ import annotations

import threading
from collections.abc import Callable

DEADLINE, PAUSE = 30.0, 0.1


def eventually(true: Callable[[], bool]) -> bool:
    """Asks again until it is so, or half a minute has passed."""
    waiting = threading.Event()
    return any(true() or waiting.wait(PAUSE) for _ in range(int(DEADLINE / PAUSE)))
