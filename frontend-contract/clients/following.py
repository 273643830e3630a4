"""Keeps a channel's own copy up to date, and tells the hub what it shows: two threads for each channel."""

from __future__ import annotations

import logging
import threading

from clients.own_copy import OwnCopy
from clients.telling import Doubted, Teller
from een_antwoord_sync import Refused, Rejected, Unreachable

logger = logging.getLogger(__name__)
# Seconds: between signs of life, until what the hub did not hear is said again, until a closed channel is tried again.
SIGN_OF_LIFE, SAY_AGAIN, TRY_AGAIN = 60.0, 2.0, 10.0


class Follower:
    """One channel of one instance."""

    def __init__(self, own: OwnCopy, teller: Teller) -> None:
        self._own, self._teller = own, teller
        self._stop, self._news = threading.Event(), threading.Event()
        self._rejected: Rejected | None = None

    def start(self) -> None:
        """The threads end with the process: what is on disk is whole at every moment."""
        self._news.set()
        for work in (self._follow, self._tell):
            threading.Thread(target=work, name=f"{self._own.name} {work.__name__}", daemon=True).start()

    def told(self, changed: object = None) -> None:
        """Pages show what was taken over from now on."""
        self._rejected = None
        self._news.set()

    def refuse(self, refusal: Rejected) -> None:
        logger.error("%s does not show %s: %s", self._own.name, refusal.state.position, refusal.reason)
        self._rejected = refusal
        self._news.set()

    def say(self) -> bool:
        """What this instance holds and what it rejects; whether the hub heard all of it."""
        state, rejected = self._own.state(), self._rejected
        try:
            heard = [self._teller.tell(word, state) for word in ("received", "displayed") if state]
            if rejected:
                heard.append(self._teller.tell("rejected", rejected.state, rejected.reason))
        except Doubted:
            self._own.channel.resync()
            return False
        return all(heard)

    def _follow(self) -> None:
        while not self._stop.is_set():
            try:
                if self._own.is_closed:
                    self.open()
                self._own.channel.follow(self._stop, self.told, self.refuse)
            except Refused as error:
                self.close(error)
                self._stop.wait(TRY_AGAIN)
            except Unreachable:
                self._stop.wait(TRY_AGAIN)
            except Rejected as refusal:
                self.refuse(refusal)
                self._stop.wait(TRY_AGAIN)

    def close(self, why: Refused) -> None:
        """The token was revoked, or the channel is off: what is held may no longer be shown."""
        if not self._own.is_closed:
            logger.warning("%s is closed to this application: %s", self._own.name, why)
        self._own.is_closed = True

    def open(self) -> None:
        """Refused while it is still closed."""
        changed = self._own.channel.update()
        self._own.is_closed = False
        self.told(changed)

    def _tell(self) -> None:
        heard = True
        while not self._stop.is_set():
            self._news.wait(SIGN_OF_LIFE if heard else SAY_AGAIN)
            self._news.clear()
            heard = self.say()
