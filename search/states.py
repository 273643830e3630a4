"""How the state of an index is kept inside it."""

from __future__ import annotations

import orjson

from releases.position import parse_position
from search.engine import State


def dumps(state: State) -> bytes:
    return orjson.dumps(
        {"epoch": state.epoch, "position": str(state.position), "digest": state.digest, "version": state.version}
    )


def loads(kept: bytes) -> State | None:
    """None for what this version of the hub cannot read."""
    try:
        found = orjson.loads(kept)
        return State(found["epoch"], parse_position(found["position"]), found["digest"], found["version"])
    except (ValueError, KeyError, TypeError):
        return None
