"""The follower of a channel, which keeps its local copy up to date and reports what it shows: two threads."""

from __future__ import annotations

import logging
import threading

from clients.shared.copy.local_copy import LocalCopy
from clients.shared.copy.reporting import Reporter, ResyncRequired
from een_antwoord_sync import Refused, Rejected, Unreachable

logger = logging.getLogger(__name__)
# Seconds between signs of life, until a report that the hub did not hear, until another look at a closed channel.
HEARTBEAT, REPORT_RETRY, SYNC_RETRY = 60.0, 2.0, 10.0


class Follower:
    """One channel of one instance."""

    def __init__(self, local_copy: LocalCopy, reporter: Reporter) -> None:
        self._copy, self._reporter = local_copy, reporter
        self._stop, self._news = threading.Event(), threading.Event()
        self._rejected: Rejected | None = None

    def start(self) -> None:
        """The threads end with the process: what is on disk is whole at every moment."""
        self._news.set()
        for work in (self._follow, self._report):
            threading.Thread(target=work, name=f"{self._copy.name} {work.__name__}", daemon=True).start()

    def accept(self, changed: object = None) -> None:
        """Pages show what was taken over from now on."""
        self._rejected = None
        self._news.set()

    def reject(self, refusal: Rejected) -> None:
        logger.error("%s does not show %s: %s", self._copy.name, refusal.state.position, refusal.reason)
        self._rejected = refusal
        self._news.set()

    def report(self) -> bool:
        """Reports what this instance holds and rejects; whether the hub heard all of it."""
        state, rejected = self._copy.state(), self._rejected
        try:
            heard = [self._reporter.report(reported, state) for reported in ("received", "displayed") if state]
            if rejected:
                heard.append(self._reporter.report("rejected", rejected.state, rejected.reason))
        except ResyncRequired:
            self._copy.channel.resync()
            return False
        return all(heard)

    def _follow(self) -> None:
        while not self._stop.is_set():
            try:
                if self._copy.is_closed:
                    self.open()
                self._copy.channel.follow(self._stop, self.accept, self.reject)
            except Refused as error:
                self.close(error)
                self._stop.wait(SYNC_RETRY)
            except Unreachable:
                self._stop.wait(SYNC_RETRY)
            except Rejected as refusal:
                self.reject(refusal)
                self._stop.wait(SYNC_RETRY)

    def close(self, why: Refused) -> None:
        """The token was revoked, or the channel is off: what is held may no longer be shown."""
        if not self._copy.is_closed and self._copy.state():
            logger.warning("%s is closed to this application: %s", self._copy.name, why)
        self._copy.is_closed = True

    def open(self) -> None:
        """Refused while it is still closed."""
        changed = self._copy.channel.update()
        self._copy.is_closed = False
        self.accept(changed)

    def _report(self) -> None:
        heard = True
        while not self._stop.is_set():
            self._news.wait(HEARTBEAT if heard else REPORT_RETRY)
            self._news.clear()
            heard = self.report()
