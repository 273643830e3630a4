"""What one instance of a channel tells the hub of itself: what it received, displays or rejects."""

from __future__ import annotations

import logging
from typing import Literal

import httpx

from clients.acknowledging import NotAcknowledged, acknowledge
from een_antwoord_sync import State

logger = logging.getLogger(__name__)
Word = Literal["received", "displayed", "rejected"]
# The hub has another history than what is held, or published something else.
DOUBTS = frozenset({"sync-anew", "digest-differs"})


class Doubted(Exception):
    """The hub says that other content is held than it published: sync anew."""


class Teller:
    """`instance` names this application among those of its channel: a machine, never a person."""

    def __init__(self, http: httpx.Client, token: str, channel: str, instance: str) -> None:
        self._http, self._token = http, token
        self._channel, self._instance = channel, instance

    def tell(self, word: Word, state: State, reason: str = "") -> bool:
        """Whether the hub heard it; Doubted when it does not believe it."""
        said = {"epoch": state.epoch, "position": state.position, "digest": state.digest, "reason": reason}
        names = {"channel": self._channel, "instance": self._instance}
        try:
            acknowledge(self._http, self._token, state=word, **names, **said)
        except NotAcknowledged as refusal:
            logger.warning("the hub does not take that %s is %s: %s", state.position, word, refusal)
            if refusal.problem.get("code") in DOUBTS:
                raise Doubted(str(refusal)) from refusal
            return False
        except httpx.HTTPError as error:
            logger.info("the hub does not hear that %s is %s: %s", state.position, word, error)
            return False
        return True
