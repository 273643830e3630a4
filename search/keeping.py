"""Keeps all indexes of this node up to date, one round at a time; what fails waits, and hinders nobody else."""

from __future__ import annotations

import fcntl
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from releases import feed, reading
from search import embedded, following
from search.engine import EngineUnavailable, State
from search.engines import Engine, engines, places, version_folder
from search.released import Place

logger = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=5)

# Called with the engine's name, the place and the state that its index has reached.
Reached = Callable[[str, Place, State], object]
Mark = tuple[str, int, str, State | None]


def nobody(engine: str, place: Place, state: State) -> None:
    """Where a channel would acknowledge the position that it shows."""


@dataclass
class Keeper:
    """`reached` is told of each index that comes further, so that search can acknowledge like a channel."""

    reached: Reached = nobody
    _seen: dict[tuple[str, Place], tuple[Mark, datetime | None]] = field(default_factory=dict)
    _resting: dict[str, datetime] = field(default_factory=dict)

    def round(self, now: datetime) -> None:
        """Brings every engine up to date; one that fails rests for a few seconds."""
        for engine in engines():
            if now < self._resting.get(engine.name, now):
                continue
            try:
                self._keep(engine, now)
                self._recovered(engine.name)
            except EngineUnavailable as error:
                self._failed(engine.name, error, now)

    def _keep(self, engine: Engine, now: datetime) -> None:
        if engine.name != embedded.NAME:
            self._follow_all(engine, now)
            return
        with only_writer(Path(settings.SEARCH_DIR)) as alone:
            if alone:
                remove_older_versions()
                self._follow_all(engine, now)

    def _follow_all(self, engine: Engine, now: datetime) -> None:
        head = reading.head()
        for place in places():
            index = engine.index_of(place)
            mark = (str(head.hub), head.number, head.digest, index.state())
            seen, due = self._seen.get((engine.name, place), (None, None))
            if mark == seen and (due is None or now < due):
                continue
            for state in following.follow_to_end(index, place, now):
                self.reached(engine.name, place, state)
            mark = (*mark[:3], index.state())
            self._seen[engine.name, place] = mark, feed.next_switch([place.channel], now)

    def _failed(self, name: str, error: EngineUnavailable, now: datetime) -> None:
        if name not in self._resting:
            logger.warning("The search engine %s cannot be kept up to date: %s", name, error)
        self._resting[name] = now + PATIENCE

    def _recovered(self, name: str) -> None:
        if self._resting.pop(name, None):
            logger.warning("The search engine %s is up to date again.", name)


@contextmanager
def only_writer(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Whether nobody else on this node writes the embedded indexes; held until the end. Or `wait` until it is so."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            yield False
        else:
            yield True


def remove_older_versions() -> None:
    current = version_folder()
    for folder in current.parent.glob("v*"):
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)
