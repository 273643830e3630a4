"""PostgreSQL as Django knows it; each process opens so many connections at most, and whoever wants another one waits.

Not a pool: that would make everybody wait while the database is stopped, instead of hearing so at once.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

_places: dict[int, threading.BoundedSemaphore] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """`most` connections, and `wait` seconds for a place: options of this backend."""

    _free_place: Callable[[], object] = staticmethod(lambda: None)

    def get_connection_params(self) -> dict[str, Any]:
        found = super().get_connection_params()
        self._most, self._wait = found.pop("most"), found.pop("wait")
        return found

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        places = _places.setdefault(self._most, threading.BoundedSemaphore(self._most))
        if not places.acquire(timeout=self._wait):
            raise OperationalError(f"all {self._most} connections of this process are in use (DATABASE_CONNECTIONS)")
        try:
            connection = super().get_new_connection(conn_params)
        except BaseException:
            places.release()
            raise
        # Also for a thread that ends without closing its connection.
        self._free_place = weakref.finalize(connection, places.release)
        return connection

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._free_place()
