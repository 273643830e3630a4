"""State that a process keeps for as long as it runs, and that a test may not leave to the next one."""

from __future__ import annotations

from releases.replica import replica
from search import service


def close_shared_replica() -> None:
    """As if the process ended: the next that asks for the copy opens it anew."""
    while replica._shared:
        replica._shared.popitem()[1].close()
    while replica._left:
        replica._left.pop().close()


def forget_indexes() -> None:
    """As if no index had been read or had failed."""
    service._lexicons.clear()
    service._breakers.clear()
