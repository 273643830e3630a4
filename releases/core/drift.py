"""Drift of an instance from what was published, and the part of it that is worth a warning."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from releases.core.position import Position


class Trouble(StrEnum):
    """`differs`: a page shows something else than the release that it claims; `refused`: the hub did not believe it."""

    SILENT = "silent"
    REJECTED = "rejected"
    REFUSED = "refused"
    DIFFERS = "differs"
    BEHIND = "behind"


class Behind(NamedTuple):
    """What was missed: whole releases of the channel and whole switches, the first one at `since`."""

    releases: int
    switches: int
    since: datetime


class Limits(NamedTuple):
    """How long an instance may be behind, and how long it may be silent when nobody said otherwise."""

    behind: timedelta
    silence: timedelta


class Delay(NamedTuple):
    """From publish to what the instance said, over `positions` positions."""

    median: timedelta
    p95: timedelta
    positions: int


class InstanceCondition(NamedTuple):
    """What is known of one instance. `last_word` None: nobody waits for one; `silence` None: it need not speak."""

    behind: Behind | None
    last_word: datetime | None
    silence: timedelta | None
    rejected: bool = False
    refused: bool = False
    differs: bool = False


def behind_of(shown: Position, releases: Sequence[tuple[int, datetime]], switches: Sequence[datetime]) -> Behind | None:
    """`releases` (number and instant) and `switches` of the channel are in order; None when nothing was missed."""
    missed = releases[bisect_right(releases, shown.release, key=lambda each: each[0]) :]
    switched = switches[bisect_right(switches, shown.instant) :]
    instants = [*(instant for _, instant in missed[:1]), *switched[:1]]
    return Behind(len(missed), len(switched), min(instants)) if instants else None


def troubles_of(condition: InstanceCondition, limits: Limits, now: datetime) -> set[Trouble]:
    """All that is worth a warning now."""
    behind, word, silence = condition.behind, condition.last_word, condition.silence
    found = {
        Trouble.SILENT: bool(word and silence and now - word > silence),
        Trouble.REJECTED: condition.rejected,
        Trouble.REFUSED: condition.refused,
        Trouble.DIFFERS: condition.differs,
        Trouble.BEHIND: behind is not None and now - behind.since > limits.behind,
    }
    return {trouble for trouble, holds in found.items() if holds}


def delay_of(durations: Iterable[timedelta]) -> Delay:
    """Median and 95th percentile by nearest rank, of at least one."""
    ranked = sorted(durations)
    return Delay(_percentile(ranked, 0.5), _percentile(ranked, 0.95), len(ranked))


def _percentile(ranked: Sequence[timedelta], part: float) -> timedelta:
    return ranked[ceil(part * len(ranked)) - 1]
