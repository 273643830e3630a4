"""Catching up: what another node may know already is waited for, until this node's copy has it or its hub has not.

The copy is compared with the database each second. What it lacks after a comparison that began later than the question,
the hub does not have. A copy that shows to be damaged is made anew, and is waited for likewise.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import TypeVar

from api import problems
from api.http import Handler, Request, Response
from releases.replica.checked import DAMAGES
from releases.replica.replica import Replica

T = TypeVar("T")
PATIENCE_SECONDS, LOOK_SECONDS = 2.0, 0.05
# Each holds a thread of the server, and anybody may ask for what there is not.
MOST_AT_ONCE = 8
_places = BoundedSemaphore(MOST_AT_ONCE)


class Question:
    """One that this node could not answer at `asked` (seconds)."""

    def __init__(self, replica: Callable[[], Replica], asked: float) -> None:
        self._replica, self._asked = replica, asked

    def again(self, answer: Callable[[], T]) -> T:
        """Problems: NotYet as long as this node may be behind, and then what it is otherwise."""
        compared = self._replica().position().checked_at >= self._asked
        try:
            return answer()
        except problems.NotYet as error:
            raise error.otherwise if compared else error from None
        except DAMAGES:
            raise problems.NotYet(problems.behind()) from None


def patient(handler: Handler, replica: Callable[[], Replica], clock: Callable[[], float]) -> Handler:
    """The same, which waits for what this node may only not have yet."""

    def answer(request: Request) -> Response:
        try:
            return handler(request)
        except (problems.NotYet, *DAMAGES):
            return caught_up(lambda: handler(request), replica, clock)

    return answer


def caught_up(answer: Callable[[], T], replica: Callable[[], Replica], clock: Callable[[], float]) -> T:
    """The answer to a question that raised NotYet a moment ago, within two seconds."""
    if not _places.acquire(blocking=False):
        raise problems.behind()
    try:
        question, until = Question(replica, clock()), monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return question.again(answer)
            except problems.NotYet:
                if monotonic() >= until:
                    raise
            sleep(LOOK_SECONDS)
    finally:
        _places.release()
