"""Schedule of attempts for a subscriber, and its end: plain rules, with clock and chance passed in.

Of each subscriber only the event at the front is tried, so nothing later is sent before it is delivered or given up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# A wait may be this much longer, so that receivers that failed together do not all come back together.
JITTER = 0.2
GONE, FAILING, BY_HAND = "gone", "failing", "byHand"


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt: the status of the answer, or in `failure` why there was none."""

    status: int | None = None
    failure: str = ""

    @property
    def delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        return self.status == 410


@dataclass(frozen=True)
class ScheduleState:
    """Where sending to one subscriber stands.

    The event at the front failed `failures` times and is tried from `due_at` on. `off` says why nothing is sent: GONE,
    FAILING or BY_HAND; empty while it is on. Somebody is sending until `taken_until`, or died doing so.
    """

    due_at: datetime
    failures: int = 0
    off: str = ""
    taken_until: datetime | None = None

    def may_send(self, now: datetime) -> bool:
        return not self.off and self.due_at <= now and self.is_free(now)

    def is_free(self, now: datetime) -> bool:
        return self.taken_until is None or self.taken_until <= now


def taken(line: ScheduleState, now: datetime, lease: timedelta) -> ScheduleState:
    return replace(line, taken_until=now + lease)


def after(
    line: ScheduleState, outcome: Outcome, delays: Sequence[float], now: datetime, chance: float
) -> ScheduleState:
    """`delays` are seconds before each attempt, `chance` lies in [0, 1). Off by hand stays off by hand."""
    line = replace(line, taken_until=None)
    if outcome.delivered:
        return another_front(line, now)
    failures = line.failures + 1
    if outcome.gone or failures >= len(delays):
        return replace(line, failures=failures, off=line.off or (GONE if outcome.gone else FAILING))
    wait = timedelta(seconds=delays[failures] * (1 + JITTER * chance))
    return replace(line, failures=failures, due_at=now + wait)


def another_front(line: ScheduleState, now: datetime) -> ScheduleState:
    """Another event came to the front, or this one starts anew: it is tried at once."""
    return replace(line, failures=0, due_at=now)


def switched_on(line: ScheduleState, now: datetime) -> ScheduleState:
    """Goes on where it was, with the whole schedule ahead."""
    return replace(another_front(line, now), off="")
