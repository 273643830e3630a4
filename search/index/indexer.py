"""Keeps all indexes of this node up to date, one round at a time; what fails waits, and hinders nobody else."""

from __future__ import annotations

import logging
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from releases.core.acknowledgements import Refused
from releases.core.position import Position
from releases.instances.record_acknowledgement import report
from releases.node_lock import node_lock
from releases.replica import feed
from releases.replica.chain import NO_LINK, link
from releases.replica.replica import shared_replica
from search.engines import embedded
from search.engines.registry import Engine, elasticsearch_index, embedded_index, engines, places, version_folder
from search.index import incremental
from search.index.completeness import mend
from search.query.addresses import IndexScope
from search.query.interface import EngineUnavailable, State

logger = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=5)

SPEAKS_EVERY = timedelta(minutes=1)
# Of reading the files of all indexes: in seconds, and so many times as long as that takes.
LEAST_REST, REST = 10.0, 20
# What Elasticsearch holds is compared with what it should hold.
COMPARES_EVERY = timedelta(hours=1)
# An index of another version that nobody kept up to date for so long is in nobody's use.
UNUSED = timedelta(days=1)

# Called with the engine's name, the channel, the position that its indexes show, and the moment.
Shows = Callable[[str, str, Position, datetime], object]
Mark = tuple[str, int, str, State | None]


# Not believed, and that is normal: of an engine that nodes share another said something newer, or the epoch changed.
OVERTAKEN = ("position-older", "sync-anew")


def acknowledge(engine: str, channel: str, position: Position, now: datetime) -> None:
    """Like any instance of the channel; each node has an embedded engine of its own.

    A round may take long, so the index may be at an instant that comes after the beginning of it (`now`).
    """
    instance = f"search-{engine}" if engine != embedded.NAME else f"search-{engine}-{node_name()}"
    try:
        report(channel, instance, "displayed", position, max(now, position.instant))
    except Refused as refused:
        if refused.code not in OVERTAKEN:
            logger.warning("The acknowledgement of %s for %s is refused: %s", instance, channel, refused.detail)


def node_name() -> str:
    return re.sub("[^a-z0-9]+", "-", socket.gethostname().lower()).strip("-")[:32] or "node"


@dataclass
class Keeper:
    """`shows` is told what each engine shows of each channel: when that changes, and every minute."""

    shows: Shows = acknowledge
    _seen: dict[tuple[str, IndexScope], tuple[Mark, datetime | None]] = field(default_factory=dict)
    _resting: dict[str, datetime] = field(default_factory=dict)
    _check_from: float = 0.0
    _compare_from: dict[IndexScope, datetime] = field(default_factory=dict)
    _told: dict[tuple[str, str], tuple[Position, datetime]] = field(default_factory=dict)

    def keep(self) -> None:
        """One round of the worker."""
        self.round(timezone.now())

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
            self._check_entries(now)
            return
        with only_writer(Path(settings.SEARCH_DIR)) as alone:
            if alone:
                remove_older_versions()
                self._check_files()
                self._follow_all(engine, now)

    def _check_entries(self, now: datetime) -> None:
        """Of all indexes on another machine, each hour."""
        for place in places():
            if now >= self._compare_from.get(place, now) and mend(elasticsearch_index(place), place):
                self._compare_from[place] = now + COMPARES_EVERY

    def _check_files(self) -> None:
        """Of all embedded indexes, after so many times as long as that takes."""
        if (began := time.monotonic()) < self._check_from:
            return
        for place in places():
            if embedded_index(place).forget_when_damaged():
                logger.error("The index of %s in %s is damaged, and is made anew.", *place)
        self._check_from = time.monotonic() + max(LEAST_REST, REST * (time.monotonic() - began))

    def _follow_all(self, engine: Engine, now: datetime) -> None:
        head = shared_replica().position()
        reached: dict[str, list[Position]] = {}
        for place in places():
            state = self._follow(engine, place, head[:3], now)
            if state:
                reached.setdefault(place.channel, []).append(state.position)
        for channel, positions in reached.items():
            self._tell(engine.name, channel, min(positions), now)

    def _follow(self, engine: Engine, place: IndexScope, head: tuple[str, int, str], now: datetime) -> State | None:
        """The state of the index; nothing is asked of the feed while neither that nor the head has moved."""
        index = engine.index_of(place)
        state = index.state()
        seen, due = self._seen.get((engine.name, place), (None, None))
        if (*head, state) == seen and (due is None or now < due):
            return state
        for _ in incremental.follow_to_end(index, place, now):
            state = index.state()
        with shared_replica().read() as reading:
            self._seen[engine.name, place] = (*head, state), feed.next_switch(reading, [place.channel], now)
        return state

    def _tell(self, engine: str, channel: str, position: Position, now: datetime) -> None:
        told, at = self._told.get((engine, channel), (None, now))
        if (position != told or now - at >= SPEAKS_EVERY) and _tells_anything(channel, position.release):
            self.shows(engine, channel, position, now)
            self._told[engine, channel] = position, now

    def _failed(self, name: str, error: EngineUnavailable, now: datetime) -> None:
        if name not in self._resting:
            logger.warning("The search engine %s cannot be kept up to date: %s", name, error)
        self._resting[name] = now + PATIENCE

    def _recovered(self, name: str) -> None:
        if self._resting.pop(name, None):
            logger.warning("The search engine %s is up to date again.", name)


def _tells_anything(channel: str, release: int) -> bool:
    """A channel that was never on has nothing that anybody could show."""
    with shared_replica().read() as reading:
        return link(reading, channel, release) is not NO_LINK


@contextmanager
def only_writer(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Whether nobody else on this node writes the embedded indexes; held until the end. Or `wait` until it is so."""
    with ExitStack() as held:
        try:
            held.enter_context(node_lock(folder / "lock", wait))
        except BlockingIOError:
            yield False
        else:
            yield True


def remove_older_versions() -> None:
    """Those that no other code beside this one keeps up to date; who keeps one says so by the time of its folder."""
    current = version_folder()
    current.mkdir(parents=True, exist_ok=True)
    os.utime(current)
    for folder in current.parent.glob("v*"):
        if folder != current and time.time() - folder.stat().st_mtime > UNUSED.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)
