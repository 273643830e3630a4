"""Second clock beside that of this machine: the database's, which all nodes share, or else the kernel's own count.

A machine whose clock jumps ahead would publish at an instant that has yet to come, and releases never go back in time.
"""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from products.publishing import kernel_clock

# Clocks of machines differ a little, and a publish takes a moment.
LEEWAY = timedelta(seconds=60)


def lead() -> timedelta:
    """How far this machine's clock is ahead of the second one; negative when it is behind."""
    if connection.vendor != "postgresql":
        return kernel_clock.lead()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        return timedelta(seconds=time.time() - cursor.fetchone()[0])


def differs(found: timedelta) -> bool:
    """Whether that is more than clocks differ, and nobody confirmed it."""
    leeway = LEEWAY if connection.vendor == "postgresql" else kernel_clock.LEEWAY
    return abs(found) > leeway and abs(found - confirmed_lead()) > leeway


def doubtful_lead() -> timedelta | None:
    """The lead, when this machine may be the one that is wrong; a clock that is behind cannot publish too early."""
    found = lead()
    return found if found > timedelta(0) and differs(found) else None


def confirmed_lead() -> timedelta:
    try:
        return timedelta(seconds=float(_file().read_text()))
    except FileNotFoundError:
        return timedelta(0)


def confirm(found: timedelta) -> None:
    """A person says that this machine's clock is right, and the other one wrong."""
    _file().write_text(str(found.total_seconds()))


def _file() -> Path:
    return Path(settings.CONFIRMED_CLOCK)
