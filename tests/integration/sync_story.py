"""Whatever happens to a hub and to a client on the way, told step by step; at the end both show the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.integration.histories import KEYS, LOCALES, Publish, publishes
from tests.integration.sync_clients import Client, forget
from tests.integration.sync_hub import FAULTS, SyncHub

YEAR = 365 * 24
ROUNDS = 20


@dataclass(frozen=True)
class Again:
    """The hub releases once more what it released as number `which`, counted round: a rollback of one product."""

    which: int


@dataclass(frozen=True)
class Pass:
    hours: int


@dataclass(frozen=True)
class Sync:
    """The client tries, and this happens to the answers."""

    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Happening:
    name: str


Act = Publish | Again | Pass | Sync | Happening
SYNCS = st.builds(Sync, st.lists(st.sampled_from(FAULTS), min_size=3, max_size=8).map(tuple))
HAPPENINGS = ("restart client", "restart hub", "lose copy", "restore", "silently restore", "forget")
ACTS: st.SearchStrategy[Act] = st.one_of(
    publishes(),
    SYNCS,
    publishes(),
    SYNCS,
    st.builds(Again, st.integers(0, 9)),
    st.builds(Pass, st.one_of(st.integers(1, 4), st.just(YEAR))),
    st.sampled_from(HAPPENINGS).map(Happening),
)
# Most stories begin with a client that is up to date.
BEGINNINGS = st.one_of(st.lists(publishes(), min_size=1, max_size=3).map(lambda told: [*told, Sync()]), st.just([]))
STORIES = st.builds(lambda first, then: [*first, *then], BEGINNINGS, st.lists(ACTS, min_size=8, max_size=16))


class Story:
    def __init__(self, hub: SyncHub, client: Client) -> None:
        self.hub, self.client = hub, client
        self._published: list[Publish] = []

    def play(self, acts: list[Act]) -> None:
        for act in acts:
            match act:
                case Publish():
                    self._publish(act)
                case Again() if self._published:
                    self._publish(self._published[act.which % len(self._published)])
                case Pass():
                    self.hub.pass_hours(act.hours)
                case Sync():
                    self.hub.faults[:] = act.faults
                    self.client.sync()
                case Happening():
                    self._happen(act.name)
            self.hub.follow()

    def settle(self) -> None:
        """The line is good again, and the client asks until it has heard all."""
        self.hub.faults.clear()
        for _ in range(ROUNDS):
            before = self.client.position()
            assert self.client.sync(), "the hub answers, and the client does not understand it"
            if before == self.client.position() != "":
                return
        raise AssertionError("the client does not come to rest")

    def differences(self) -> list[tuple[str, ...]]:
        return [
            (key, locale)
            for key in KEYS
            for locale in LOCALES
            if self.client.read("product", key, locale) != self.hub.shown("product", key, locale)
        ]

    def _publish(self, publish: Publish) -> None:
        self.hub.pass_hours(publish.after)
        publish.release(self.hub.now)
        self._published.append(publish)

    def _happen(self, name: str) -> None:
        happenings: dict[str, Callable[[], None]] = {
            "restart client": self.client.restart,
            "forget": lambda: forget(self.client),
            "restart hub": self.hub.restart,
            "lose copy": self.hub.lose_copy,
            "restore": lambda: self.hub.restore(new_epoch=True),
            "silently restore": lambda: self.hub.restore(new_epoch=False),
        }
        happenings[name]()
