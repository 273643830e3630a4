"""Positions that a resource reads, from the database: a release and an instant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from api.time_axes import axes_of, began, existing
from releases.position import Position, from_milliseconds
from releases.storage import reader


def position_of(given: Mapping[str, str], now: datetime) -> Position:
    """What the query parameters `at`, `release` and `known` ask for.

    Problems: 400 for what cannot be used; 404 for a release that does not exist, and before the first one; 410
    for one that was lost.
    """
    axes = axes_of(given)
    instant = now if axes.at is None else from_milliseconds(axes.at)
    if axes.known is None:
        return Position(existing(axes.release, reader.head().number, reader.was_published), instant)
    return Position(began(reader.release_at(from_milliseconds(axes.known))), instant)
