"""Contact of the web server itself with the database, so that reads that need a token do not depend on a worker."""

from __future__ import annotations

import logging
import threading
import time

from django.db import connection

from api import tokens
from releases.replica.replica import shared_replica

logger = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
# The worker follows each second: only when it does not, the web server does.
SILENCE = 2.0


class DatabaseContact:
    """`lost` when the last attempt failed; that is logged once, as is that it is back."""

    def __init__(self) -> None:
        self.lost = False

    def keep(self, stop: threading.Event) -> None:
        while not stop.wait(LOOK_SECONDS):
            self.look(time.time())

    def look(self, now: float) -> None:
        """Lets this node's copy follow, tokens included, when nobody did lately."""
        try:
            if now - shared_replica().position().checked_at > SILENCE:
                self._follow()
        except Exception as error:
            if not self.lost:
                logger.error("This node has lost its database, and tries again each second: %r", error)
            self.lost = True

    def _follow(self) -> None:
        try:
            tokens.follow()
        finally:
            connection.close()
        if self.lost:
            logger.warning("This node has its database again.")
        self.lost = False


def keep_contact() -> None:
    """In a thread, for as long as this process lives."""
    threading.Thread(target=DatabaseContact().keep, args=(threading.Event(),), name="database", daemon=True).start()
