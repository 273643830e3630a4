"""The worker's tasks, again and again, each at its own pace, until they are told to stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import close_old_connections

logger = logging.getLogger(__name__)
Task = Callable[[], None]
# How long a task that runs apart may take to finish when the worker stops; what it then loses, it does again.
PATIENCE = 5.0


class Round(NamedTuple):
    """`every` so many seconds; `apart` in a thread of its own, since it may take too long for the others to wait."""

    task: Task
    every: int = 1
    apart: bool = False


def work_until(stop: threading.Event, rounds: Sequence[Round], seconds: float = 1.0) -> None:
    """All at once and then each at its pace; one that fails is logged and tried again the next time."""
    beside = [threading.Thread(target=_repeat, args=(each, stop, seconds)) for each in rounds if each.apart]
    for thread in beside:
        thread.daemon = True
        thread.start()
    tick = 0
    while True:
        for each in rounds:
            if not each.apart and tick % each.every == 0:
                attempt(each.task)
        tick += 1
        if stop.wait(seconds):
            break
    for thread in beside:
        thread.join(PATIENCE)


def attempt(task: Task) -> None:
    try:
        task()
    except Exception:
        logger.exception("The worker could not finish %s", task.__name__)
    finally:
        close_old_connections()


def _repeat(each: Round, stop: threading.Event, seconds: float) -> None:
    while True:
        attempt(each.task)
        if stop.wait(each.every * seconds):
            return
