"""Any short history of a hub, for property tests: publishes of products with coming values, in order of time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from hypothesis import strategies as st

from releases.compiling.documents import CompiledPeriod
from releases.core import canonical
from releases.replica.replica import Replica
from tests.integration.published import NOW, document, publish

CHANNELS = ("website", "desk")
LOCALES = ("nl", "en")
KEYS = ("paspoort", "rijbewijs", "trouwen")
# Few instants, so that releases and switches often meet.
HOURS = st.integers(0, 8)


def hour(number: int) -> datetime:
    return NOW + timedelta(hours=number)


@dataclass(frozen=True)
class Telling:
    """What a product says in one channel and locale: fees by the hour from which they hold (None: always)."""

    channel: str
    locale: str
    fees: tuple[tuple[int | None, int], ...]


@dataclass(frozen=True)
class Publish:
    """One release: product `key` is told in these ways, and in no others; `after` hours after the one before."""

    key: str
    told: tuple[Telling, ...]
    after: int

    def release(self, now: datetime) -> None:
        documents = [
            document(*self._periods(telling), key=self.key, channel=telling.channel, locale=telling.locale)
            for telling in self.told
        ]
        publish(*documents, removed=() if documents else [("product", self.key)], now=now)

    def _periods(self, telling: Telling) -> Iterator[CompiledPeriod]:
        """No two documents have the same bytes."""
        for starts, fee in telling.fees:
            body = canonical.dumps(
                {"key": self.key, "in": f"{telling.channel} {telling.locale} €\u2028", "1": fee, "02": 0}
            )
            yield CompiledPeriod(None if starts is None else hour(starts), body, canonical.digest(body))


@st.composite
def fees(draw: st.DrawFn) -> tuple[tuple[int | None, int], ...]:
    starts = draw(st.sets(HOURS, max_size=3))
    first: list[int | None] = [None] if draw(st.booleans()) or not starts else []
    return tuple((start, draw(st.integers(1, 9))) for start in [*first, *sorted(starts)])


@st.composite
def publishes(draw: st.DrawFn) -> Publish:
    places = draw(st.sets(st.tuples(st.sampled_from(CHANNELS), st.sampled_from(LOCALES)), max_size=3))
    told = tuple(Telling(channel, locale, draw(fees())) for channel, locale in sorted(places))
    return Publish(draw(st.sampled_from(KEYS)), told, draw(st.integers(0, 2)))


HISTORIES = st.lists(publishes(), min_size=1, max_size=6)


@contextmanager
def undone() -> Iterator[None]:
    """What an example writes is gone when the next one starts."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def new_copy() -> Iterator[Replica]:
    """Beside the node's own, which would be ahead of the database once an example is undone."""
    with tempfile.TemporaryDirectory() as folder:
        replica = Replica(Path(folder))
        yield replica
        replica.close()
