"""A lock among the processes of one node: a file that one of them holds, until it ends at the latest."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def node_lock(file: Path, wait: bool = True) -> Iterator[None]:
    """Raises BlockingIOError when another process holds it and this one does not `wait`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
