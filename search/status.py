"""Status of the search engines, for the board of channels and for operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from releases.core.position import NOWHERE, Position
from releases.replica import feed
from releases.replica.replica import shared_replica
from search.engines.registry import Engine, places
from search.engines.registry import engines as all_engines
from search.query.addresses import IndexScope
from search.query.interface import EngineUnavailable
from search.service import breaker

Condition = Literal["current", "behind", "missing", "unavailable"]


@dataclass(frozen=True)
class EngineStatus:
    """`position` and `place` are of the index that is worst off; `detail` is for operators, in English."""

    engine: str
    condition: Condition
    position: Position = NOWHERE
    place: IndexScope | None = None
    detail: str = ""


WORST_FIRST: tuple[Condition, ...] = ("unavailable", "missing", "behind", "current")


def engines(now: datetime) -> list[EngineStatus]:
    """The preferred one first. Asks every engine, so it may take as long as a search does."""
    return [min(_places(engine, now), key=_worst_first) for engine in all_engines()]


def _places(engine: Engine, now: datetime) -> Iterator[EngineStatus]:
    try:
        for place in places():
            yield _place(engine, place, now)
    except EngineUnavailable as error:
        yield EngineStatus(engine.name, "unavailable", detail=str(error))
    if not breaker(engine.name).is_closed:
        yield EngineStatus(engine.name, "unavailable", detail=breaker(engine.name).reason)


def _place(engine: Engine, place: IndexScope, now: datetime) -> EngineStatus:
    state = engine.index_of(place).state()
    if state is None:
        return EngineStatus(engine.name, "missing", place=place)
    with shared_replica().read() as reading:
        behind = feed.steps(reading, [place.channel], state.position, now, limit=1)
    return EngineStatus(engine.name, "behind" if behind else "current", state.position, place)


def _worst_first(status: EngineStatus) -> tuple[int, Position]:
    return WORST_FIRST.index(status.condition), status.position
