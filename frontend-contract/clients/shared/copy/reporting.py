"""Reports of one instance of a channel to the hub: what it received, displays or rejects."""

from __future__ import annotations

import logging
from typing import Literal

import httpx

from clients.shared.copy.acknowledgement import NotAcknowledged, acknowledge
from een_antwoord_sync import State

logger = logging.getLogger(__name__)
ReportedState = Literal["received", "displayed", "rejected"]
# The hub has another history than what is held, or published something else.
RESYNC_CODES = frozenset({"sync-anew", "digest-differs"})


class ResyncRequired(Exception):
    """The hub says that other content is held than it published: sync anew."""


class Reporter:
    """`instance` names this application among those of its channel: a machine, never a person."""

    def __init__(self, http: httpx.Client, token: str, channel: str, instance: str) -> None:
        self._http, self._token = http, token
        self._channel, self._instance = channel, instance

    def report(self, reported: ReportedState, state: State, reason: str = "") -> bool:
        """True when the hub took it; ResyncRequired when it does not believe it."""
        held = {"epoch": state.epoch, "position": state.position, "digest": state.digest, "reason": reason}
        names = {"channel": self._channel, "instance": self._instance}
        try:
            acknowledge(self._http, self._token, state=reported, **names, **held)
        except NotAcknowledged as refusal:
            logger.warning("the hub refuses that %s is %s: %s", state.position, reported, refusal)
            if refusal.problem.get("code") in RESYNC_CODES:
                raise ResyncRequired(str(refusal)) from refusal
            return False
        except httpx.HTTPError as error:
            logger.info("the hub is away and does not hear that %s is %s: %s", state.position, reported, error)
            return False
        return True
