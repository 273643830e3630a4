"""State of an index, kept inside it as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from releases.core.position import parse_position
from search.query.interface import State


def as_json(state: State) -> dict[str, Any]:
    return {
        "epoch": state.epoch,
        "position": str(state.position),
        "digest": state.digest,
        "version": state.version,
    }


def from_json(kept: Mapping[str, Any]) -> State | None:
    """None for what this version of the hub cannot read."""
    try:
        return State(kept["epoch"], parse_position(kept["position"]), kept["digest"], kept["version"])
    except (ValueError, KeyError, TypeError):
        return None
