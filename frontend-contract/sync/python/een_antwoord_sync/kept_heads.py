"""The heads that a channel keeps, and holds against the hub's history now and then."""

from __future__ import annotations

import math
from collections.abc import Callable

import httpx

from een_antwoord_sync import core, heads
from een_antwoord_sync.core import Damaged, State
from een_antwoord_sync.heads import Contradiction, Head
from een_antwoord_sync.hub import HistoryChanged, Hub, Refused, Unreachable
from een_antwoord_sync.storage import Folder

COMPARE_EVERY, COMPARE_RETRY = 3600, 60


class KeptHeads:
    def __init__(self, hub: Hub, folder: Folder, clock: Callable[[], float]) -> None:
        self._hub, self._folder, self._clock = hub, folder, clock
        self._compare_at, self._alarmed = -math.inf, set[Head]()

    def keep(self, held: State) -> None:
        """Before another state takes the place of `held`, which is compared soon."""
        self._folder.save_heads(self._with(held))
        self._compare_at = -math.inf

    def compare(self, held: State | None) -> list[Contradiction]:
        """All that was told, with what is held; the newest head is kept."""
        try:
            if (told := self._hub.heads()) is None:
                return []
            epoch, newest = told
            found = heads.contradictions(self._with(held), epoch, self._hub.head_in)
        except (HistoryChanged, Damaged, httpx.HTTPError) as error:
            raise Unreachable(str(error)) from error
        self._folder.save_heads(heads.to_keep(newest, found))
        return found

    def raise_alarm(self, held: State | None, on_contradiction: Callable[[Contradiction], object]) -> None:
        """Compares when it is time to, and says each contradiction once."""
        if self._clock() < self._compare_at:
            return
        for each in self._compared(held):
            if each.kept not in self._alarmed:
                self._alarmed.add(each.kept)
                on_contradiction(each)

    def _compared(self, held: State | None) -> list[Contradiction]:
        """Soon again when the hub gives no answer."""
        try:
            found, self._compare_at = self.compare(held), self._clock() + COMPARE_EVERY
        except (Unreachable, Refused):
            found, self._compare_at = [], self._clock() + COMPARE_RETRY
        return found

    def _with(self, state: State | None) -> list[Head]:
        kept = self._folder.heads()
        if state is None or not state.digest:
            return kept
        held = Head(state.epoch, core.release_of(state.position), state.digest)
        return kept if any(head[:3] == held[:3] for head in kept) else [*kept, held]
