"""Keeps one index with the releases: whole releases, changed documents only, the position in the same commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from releases.core.position import NOWHERE, Position
from releases.replica import feed, follower
from releases.replica.chain import record
from releases.replica.feed import ReadyStep
from releases.replica.replica import shared_replica
from releases.replica.transaction import ReadTransaction
from search.index import document_source
from search.language.dictionaries import Dictionaries
from search.query.addresses import IndexScope, address_of
from search.query.entries import KINDS, EntryBuilder, Source, compound_words
from search.query.interface import VERSION, EngineUnavailable, Index, IndexEntry, State

Progress = Callable[[], object]
MOST_STEPS = 100
# More writes in a row than any index needs that takes them.
MOST_WRITES = 100


def follow(index: Index, place: IndexScope, now: datetime) -> State | None:
    """Takes over what was released since; gives the state that it reached, or None when there was nothing to do."""
    state = index.state()
    if state is None or not is_current(state):
        return rebuild(index, place)
    with shared_replica().read() as reading:
        steps = feed.steps(reading, [place.channel], state.position, now, MOST_STEPS)
        reached = _state_at(reading, steps[-1].position) if steps else None
    if reached is not None:
        _apply(index, place, reached, _changed(state.position, steps, place.locale))
    return reached


def follow_to_end(index: Index, place: IndexScope, now: datetime) -> Iterator[State]:
    """Every state on the way."""
    for _ in range(MOST_WRITES):
        state = follow(index, place, now)
        if state is None:
            return
        yield state


def rebuild(index: Index, place: IndexScope, progress: Progress = lambda: None) -> State:
    """Makes the index anew from the newest release; `progress` is called for each document."""
    with shared_replica().read() as reading:
        number = reading.position().number
        instant = reading.published_at(number)
        reached = _state_at(reading, Position(number, instant) if instant else NOWHERE)
    words = frozenset(word for source in document_source.everything(place, number) for word in compound_words(source))
    entries = _entries(document_source.everything(place, number), EntryBuilder(Dictionaries(words)), progress)
    index.rebuild(reached, words, entries)
    return reached


def is_current(state: State) -> bool:
    """Whether an index in this state can be brought up to date: of this hub's chain, and written by this version.

    One that is ahead of this node's copy was kept by another node, or has seen what a restored database lost.
    """
    if state.version > VERSION:
        raise EngineUnavailable("a newer version of the hub keeps this index")
    if state.position.release > shared_replica().number():
        follower.follow(shared_replica())
    with shared_replica().read() as reading:
        return state.version == VERSION and state == _state_at(reading, state.position)


def _state_at(reading: ReadTransaction, position: Position) -> State:
    made = record(reading, position.release)
    return State(reading.position().hub, position, made.digest if made else "")


def _changed(since: Position, steps: list[ReadyStep], locale: str) -> set[str]:
    """The addresses that releases changed. A switch changes nothing here: an index has all periods of a document."""
    moves = pairwise([since, *(step.position for step in steps)])
    released = [step for (before, after), step in zip(moves, steps, strict=True) if after.release > before.release]
    changes = (change for step in released for change in step.changes())
    told = (each for each in changes if each["locale"] == locale and each["kind"] in KINDS)
    return {address_of(each["kind"], each["key"]) for each in told}


def _apply(index: Index, place: IndexScope, reached: State, changed: set[str]) -> None:
    """What a new word of the dictionary takes apart differently is made again too, wherever it stands."""
    number, known = reached.position.release, Dictionaries(index.dictionary())
    sources = list(document_source.some(place, number, changed))
    grown = known.grown(word for source in sources for word in compound_words(source))
    respelled = known.respelled(grown)
    touched = index.holding(respelled) - changed if respelled else set()
    preparing = EntryBuilder(grown)
    again = document_source.some(place, number, touched)
    entries = [*_entries(sources, preparing), *_entries(again, preparing)]
    index.write(reached, grown.kept, entries, changed | touched)


def _entries(
    sources: Iterable[Source], preparing: EntryBuilder, progress: Progress = lambda: None
) -> Iterator[IndexEntry]:
    for source in sources:
        progress()
        yield from preparing.entries(source)
