"""Kernel's count of the time since this machine started, as a second clock where no other machine can be asked.

What it counted since an instant that was trusted says what time it is now; setting the clock does not change the count.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import orjson
from django.conf import settings

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
# A machine that stands still for a backup of all of it loses this count, and is set right afterwards.
LEEWAY = timedelta(minutes=5)
KEPT_SECONDS = 60.0


class Mark(NamedTuple):
    """An instant that was trusted (seconds since 1970), and the count of the kernel then."""

    boot: str
    count: float
    instant: float


def lead() -> timedelta:
    """How far the clock is ahead of the kernel's count; nothing when it was not known since the machine started."""
    mark, now = _read(), _now()
    if mark is None or mark.boot != now.boot or mark.count > now.count:
        _write(now)
        return timedelta(0)
    passed = now.count - mark.count
    found = timedelta(seconds=now.instant - mark.instant - passed)
    if found <= LEEWAY and (passed > KEPT_SECONDS or found < -LEEWAY):
        _write(now)
    return max(found, timedelta(0))


def _now() -> Mark:
    count = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
    return Mark(BOOT_ID.read_text().strip() if BOOT_ID.exists() else "", count, time.time())


def _read() -> Mark | None:
    try:
        return Mark(*orjson.loads(_file().read_bytes()))
    except (FileNotFoundError, orjson.JSONDecodeError, TypeError):
        return None


def _write(mark: Mark) -> None:
    new = _file().with_suffix(f".{os.getpid()}.new")
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(orjson.dumps([*mark]))
    new.replace(_file())


def _file() -> Path:
    return Path(settings.TRUSTED_INSTANT)
