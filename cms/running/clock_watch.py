"""Watch over this machine's clock: one line in the log when it leaves the second one, and one when it is back."""

from __future__ import annotations

import logging
from datetime import timedelta

from cms.running.worker_loop import NotInOrder
from products.publishing import second_clock
from releases.core.problems import ClockAhead, ClockBehind

logger = logging.getLogger(__name__)


class ClockWatch:
    def __init__(self) -> None:
        self._told: timedelta | None = None

    def look(self) -> None:
        """Raises NotInOrder until the clock is right, or a person confirmed it."""
        found = second_clock.lead()
        if not second_clock.differs(found):
            if self._told is not None:
                logger.warning("The clock of this machine is trusted again.")
            self._told = None
            return
        if self._told is None or abs(found - self._told) > second_clock.LEEWAY:
            logger.error("%s", ClockAhead(found) if found > timedelta(0) else ClockBehind(-found))
            self._told = found
        raise NotInOrder
