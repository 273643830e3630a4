"""A cache that the processes of a node share, in files, where of several that add the same one succeeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

from releases.node_lock import node_lock


class NodeCache(FileBasedCache):
    """Attempts to log in are counted under a lock that is an `add`; Django's own looks first, and writes later."""

    def add(self, *arguments: Any, **options: Any) -> bool:
        with node_lock(Path(self._dir) / "add.lock"):
            return super().add(*arguments, **options)
