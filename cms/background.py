"""A task that may take long, beside a loop that may not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable


class InBackground:
    """Calling it starts the task in a thread, unless the one before is still at work."""

    def __init__(self, task: Callable[[], None]) -> None:
        self._task, self._thread = task, threading.Thread()

    def __call__(self) -> None:
        if not self._thread.is_alive():
            self._thread = threading.Thread(target=self._task, daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Until the task is done, but not longer than this."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
