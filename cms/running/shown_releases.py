"""Witnesses of what was published that a restored database cannot rewind: this node's copy, exports and indexes."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from releases.chain.backup_detection import remember
from releases.witnesses import witnesses as outside_the_database
from search.engines.registry import engines, places
from search.query.interface import EngineUnavailable

logger = logging.getLogger(__name__)


def call_witnesses() -> None:
    """Tells the database, and with that every node, of the newest release that it has lost."""
    for witness, epoch, number in witnesses():
        if epoch and remember(epoch, number):
            logger.error("%s has release %s, which the database has not. Was a backup put back?", witness, number)


def witnesses() -> Iterator[tuple[str, str, int]]:
    """Each with the epoch and the newest release that it knows of."""
    yield from (witness[:3] for witness in outside_the_database())
    for engine in engines():
        try:
            for place in places():
                if state := engine.index_of(place).state():
                    yield f"The index of {engine.name}", state.epoch, state.position.release
        except EngineUnavailable:
            continue
