"""The worker's duties, again and again, each in a thread of its own and at its own pace, until they are told to stop.

A duty that hangs holds up no other. Nothing can end a thread from outside, so when one is past its deadline the whole
process ends, to be started again; whatever is lost then, is done again.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.db import close_old_connections, connections

from api.duties import SignsOfLife

logger = logging.getLogger(__name__)
Task = Callable[[], object]
# How long duties may take to finish, all together, when the worker stops.
PATIENCE = 5.0
# A duty that rests longer than this leaves its connection with the database to others.
SHORT_REST = 5


class Duty(NamedTuple):
    """`every` so many seconds; `deadline` in seconds, longer than it ever takes."""

    name: str
    task: Task
    every: int = 1
    deadline: int = 600

    @property
    def patience(self) -> int:
        """Without a sign of life for so many seconds it is late."""
        return self.every + self.deadline


class Overdue(Exception):
    """A duty hangs."""


class NotInOrder(Exception):
    """A duty found what a person must mend, and said so in the log; until then it gives no sign of life."""


class DutyThread(threading.Thread):
    def __init__(self, duty: Duty, stop: threading.Event, signs: SignsOfLife, seconds: float) -> None:
        super().__init__(name=duty.name, daemon=True)
        self.duty, self._told, self._signs, self._seconds = duty, stop, signs, seconds
        self.began: float | None = None

    def run(self) -> None:
        while True:
            self.began = time.monotonic()
            perform(self.duty, self._signs)
            self.began = None
            if self._told.wait(self.duty.every * self._seconds):
                return

    def refuse_when_overdue(self) -> None:
        began = self.began
        if began is not None and time.monotonic() - began > self.duty.deadline:
            raise Overdue(f"{self.duty.name} hangs since {self.duty.deadline} s, at {_place_of(self)}")


def work_until(
    stop: threading.Event, duties: Sequence[Duty], signs: SignsOfLife, seconds: float = 1.0, look: float = 1.0
) -> None:
    """Begins all at once. Raises Overdue when one hangs."""
    signs.begin({duty.name: duty.patience for duty in duties}, time.time())
    threads = [DutyThread(duty, stop, signs, seconds) for duty in duties]
    for thread in threads:
        thread.start()
    try:
        while not stop.wait(look):
            for thread in threads:
                thread.refuse_when_overdue()
    finally:
        stop.set()
        _join(threads)


def perform(duty: Duty, signs: SignsOfLife) -> None:
    if attempt(duty.task):
        signs.done(duty.name, duty.patience, time.time())
    if duty.every > SHORT_REST:
        connections.close_all()


def attempt(task: Task) -> bool:
    """Whether it was done and all is in order; a failure is logged."""
    try:
        task()
    except NotInOrder:
        return False
    except Exception:
        logger.exception("The worker could not finish %s", getattr(task, "__name__", task))
        return False
    finally:
        close_old_connections()
    return True


def _join(threads: Iterable[threading.Thread]) -> None:
    until = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))


def _place_of(thread: threading.Thread) -> str:
    """Where in the code it is now."""
    frame = sys._current_frames().get(thread.ident or 0)
    last = traceback.extract_stack(frame)[-1]
    return f"{last.filename}:{last.lineno} in {last.name}"
