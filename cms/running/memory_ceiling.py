"""A web server process whose own memory stays over the ceiling makes place for a new one, in good order."""

from __future__ import annotations

import logging
import os
import re
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)
LOOKS = 6
TURNS = 4
KILOBYTES = 1024
STATUS = Path("/proc/self/status")


class MemoryCeiling:
    """Passed by a process that is over `megabytes` for `seconds` on end, so that one large publication is none."""

    def __init__(self, megabytes: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._megabytes, self._seconds, self._clock = megabytes, seconds, clock
        self._since: float | None = None

    def is_passed(self, used: float) -> bool:
        """With `used` megabytes at this look; then it begins to count anew."""
        if used <= self._megabytes:
            self._since = None
            return False
        now = self._clock()
        if self._since is None:
            self._since = now
        if now - self._since < self._seconds:
            return False
        self._since = None
        return True


def own_megabytes(status: str) -> float | None:
    """Of a process, by its `/proc/…/status`: without the pages of files, which others may have back."""
    found = re.search(r"^RssAnon:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) / KILOBYTES if found else None


def keep_below_ceiling() -> None:
    """In a thread, for as long as this process lives; only where the system tells what it has of its own (Linux)."""
    if STATUS.exists():
        threading.Thread(target=_watch, name="memory", daemon=True).start()


def _watch() -> None:
    ceiling = MemoryCeiling(settings.MEMORY_CEILING_MB, settings.MEMORY_CEILING_SECONDS)
    while True:
        time.sleep(settings.MEMORY_CEILING_SECONDS / LOOKS)
        used = own_megabytes(STATUS.read_text()) or 0
        if ceiling.is_passed(used):
            logger.warning(
                "This process has %.0f MB, and MEMORY_CEILING_MB is %s: another one takes its place.",
                used, settings.MEMORY_CEILING_MB,
            )  # fmt: skip
            _renew_server()
            # The server replaces one process after another, so this one may have to wait for its turn.
            time.sleep(settings.MEMORY_CEILING_SECONDS * TURNS)


def _renew_server() -> None:
    """Lets the server start new processes, and then end those it has, each after its last answer."""
    os.kill(os.getppid(), signal.SIGHUP)
