"""State of a node's copy: the hub that it follows, and how far it is."""

from __future__ import annotations

from typing import NamedTuple


class ReplicaState(NamedTuple):
    """How far the copy is: the hub it follows, its newest release and when it last checked its tokens (seconds)."""

    hub: str = ""
    number: int = 0
    digest: str = ""
    checked_at: float = 0.0
