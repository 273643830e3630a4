"""One channel of a hub, kept as a copy: a bundle first, then every change, and reading from what is held."""

from __future__ import annotations

import logging
import math
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import reduce

import httpx

from een_antwoord_sync import core
from een_antwoord_sync.core import Address, Damaged, MissedStep, State
from een_antwoord_sync.heads import Contradiction
from een_antwoord_sync.hub import LONGEST_WAIT, HistoryChanged, Hub, Unreachable
from een_antwoord_sync.kept_heads import KeptHeads
from een_antwoord_sync.storage import Folder

LONGEST_PAUSE = 60
logger = logging.getLogger(__name__)
Accept = Callable[[Address, bytes], None]


class Rejected(Exception):
    """The channel refused a document: nothing of `state` is shown, and what was held stays."""

    def __init__(self, state: State, reason: str) -> None:
        super().__init__(reason)
        self.state, self.reason = state, reason


class Channel:
    """A channel as it is shown. `clock` gives the seconds since 1970; one thread updates, any number may read.

    `accept` looks at each document before it is held, coming periods included; a ValueError from it rejects all.
    """

    def __init__(
        self,
        http: httpx.Client,
        channel: str,
        folder: Folder,
        clock: Callable[[], float] = time.time,
        accept: Accept = lambda address, content: None,
    ) -> None:
        self._hub, self._folder, self._clock, self._accept = Hub(http, channel), folder, clock, accept
        self._state, self._needs_resync = folder.load(), False
        self._rejected: State | None = None
        self._changed, self._changes_until = set[Address](), self._now()
        self._heads = KeptHeads(self._hub, folder, clock)

    @property
    def state(self) -> State | None:
        """With the position and the digest to acknowledge; None before the first sync."""
        return self._state

    def keys(self, kind: str, locale: str) -> list[str]:
        """The documents of a kind that say something now."""
        state, now, found = self._state, self._now(), []
        for address in state.documents if state else ():
            each, key, language = address.split("/")
            if state and (each, language) == (kind, locale) and core.digest_at(state, address, now):
                found.append(key)
        return sorted(found)

    def read(self, kind: str, key: str, locale: str, at: datetime | None = None) -> bytes | None:
        """The hub's bytes of a document, now or at a moment to come; None when it says nothing then.

        Damaged when the disk lost them: the next update fetches everything anew.
        """
        moment = self._now() if at is None else core.instant_text(at)
        while (state := self._state) is not None:
            digest = core.digest_at(state, f"{kind}/{key}/{locale}", moment)
            if digest is None:
                return None
            try:
                return self._folder.content(digest)
            except Damaged:
                if state is self._state:
                    self._needs_resync = True
                    raise
        return None

    def resync(self) -> None:
        """Fetches everything anew at the next update: the hub says that other content is held than it published."""
        self._needs_resync = True

    def update(self, wait: int = 0) -> set[Address]:
        """One round: takes over what the hub has to tell, or waits so many seconds for it; gives what changed.

        Unreachable, Refused and Rejected leave what is held as it was, up to the last whole step.
        """
        try:
            self._round(wait)
        except (HistoryChanged, Damaged, httpx.HTTPError) as error:
            raise Unreachable(str(error)) from error
        return self._changes()

    def compare(self) -> list[Contradiction]:
        """Holds what the hub told before against its history now, and keeps its newest head; as `update` raises.

        A contradiction means that a release was taken away or replaced: what the hub says now is not what it said.
        """
        return self._heads.compare(self._state)

    def follow(
        self,
        stop: threading.Event,
        on_change: Callable[[set[Address]], object],
        on_rejection: Callable[[Rejected], object] = lambda refusal: None,
        on_contradiction: Callable[[Contradiction], object] = lambda found: logger.error("%s", found),
    ) -> None:
        """Until `stop` is set: calls `on_change` after each release and at each switch, also when the hub is away.

        `on_rejection` hears of a release that is not taken over; the next one is tried again. `on_contradiction` hears
        once of each release that the hub told and no longer has: looked for at the start, hourly, and after a resync.
        """
        pause = 1.0
        while not stop.is_set():
            try:
                changed, pause = self.update(self._patience()), 1.0
            except Rejected as refusal:
                on_rejection(refusal)
                changed = self._changes()
            except Unreachable:
                stop.wait(min(pause, self._patience()) * random.uniform(0.5, 1))  # noqa: S311
                changed, pause = self._changes(), min(pause * 2, LONGEST_PAUSE)
            if changed:
                on_change(changed)
            self._heads.raise_alarm(self._state, on_contradiction)

    def _round(self, wait: int) -> None:
        if wait and self._rejected and not self._has_more_than(self._rejected, wait):
            return
        if self._state is None or self._needs_resync:
            self._load_bundle()
            return
        try:
            self._take_over(self._state, wait)
        except (HistoryChanged, MissedStep):
            self._needs_resync = True
            self._load_bundle()

    def _has_more_than(self, rejected: State, wait: int) -> bool:
        """True when the hub has something after what was rejected, or another history."""
        try:
            return bool(self._hub.changes(rejected.position, rejected.epoch, wait)["steps"])
        except HistoryChanged:
            return True

    def _load_bundle(self) -> None:
        """Old content stays readable until all of the new is there; what was held can still be compared."""
        if self._state:
            self._heads.keep(self._state)
        for found in core.parse_bundle(self._hub.bundle()):
            if isinstance(found, State):
                before = self._state.documents.keys() if self._state else set()
                self._hold(found)
                self._changed |= found.documents.keys() | before
            else:
                self._folder.put(*found)
        self._needs_resync = False

    def _take_over(self, state: State, wait: int) -> None:
        """All steps of the answer at once: content that a later step replaces is not fetched."""
        steps = self._hub.changes(state.position, state.epoch, wait)["steps"]
        after = reduce(core.apply, steps, state)
        for reference in core.required_content(after, steps):
            if not self._folder.has(reference.digest):
                self._folder.put(reference.digest, self._hub.content(reference))
        if steps:
            self._hold(after)
        self._changed |= {address for step in steps for address in core.addresses(state, step)}

    def _hold(self, state: State) -> None:
        try:
            for address, digest in core.additions(state, self._state):
                self._accept(address, self._folder.content(digest))
        except ValueError as error:
            self._rejected = state
            raise Rejected(state, str(error)) from error
        self._folder.save(state)
        self._state, self._rejected = state, None
        self._folder.forget_all_but(core.digests(state))

    def _changes(self) -> set[Address]:
        """The documents that were taken over, or switched by the clock, since somebody last asked."""
        changed, self._changed = self._changed, set()
        before, self._changes_until = self._changes_until, self._now()
        return changed | (core.switches(self._state, before, self._changes_until) if self._state else set())

    def _patience(self) -> int:
        """Seconds to wait for a release, up to the next switch."""
        switch = core.next_switch(self._state, self._now()) if self._state else None
        if switch is None:
            return LONGEST_WAIT
        left = datetime.fromisoformat(switch).timestamp() - self._clock()
        return max(1, min(LONGEST_WAIT, math.ceil(left)))

    def _now(self) -> str:
        return core.instant_text(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=self._clock()))
