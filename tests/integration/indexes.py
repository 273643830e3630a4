"""Small made-up entries of an index, and what a question finds in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from releases.core.position import Position
from search.query.interface import FIRST, LAST, Alternative, Clause, HitPage, Index, IndexEntry, Query, State

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
NOW_MS = round(NOW.timestamp() * 1000)
LATER = NOW_MS + 1_000_000


def entry(address: str = "product/paspoort", slot: int = 0, **changes: Any) -> IndexEntry:
    """`text` and other fields as tokens; the words of an entry are its tokens."""
    span = {"since": changes.pop("since", FIRST), "until": changes.pop("until", LAST)}
    more = {name: changes.pop(name, ()) for name in ("themes", "audiences")}
    exact = changes.pop("exact", "")
    fields = changes or {"title": address.partition("/")[2]}
    words = frozenset(word for tokens in fields.values() for word in tokens.split())
    return IndexEntry(address, slot, **span, fields=fields, exact=exact, words=words, **more)


def state(release: int = 1, **changes: Any) -> State:
    return State(changes.pop("epoch", "hub"), Position(release, NOW), f"digest {release}", **changes)


def clause(*tokens: str, **options: Any) -> Clause:
    """Answered by any of the tokens."""
    return Clause(tokens[0], tuple(Alternative(((token,),)) for token in tokens), **options)


def query(*words: str, **changes: Any) -> Query:
    return Query(**({"clauses": tuple(map(clause, words)), "at": NOW_MS} | changes))


def addresses(found: HitPage) -> list[str]:
    return [hit.address for hit in found.hits]


def fill(index: Index, *entries: IndexEntry, release: int = 1) -> None:
    index.rebuild(state(release), frozenset({"paspoort"}), entries)


def change(index: Index, *entries: IndexEntry, release: int = 2, gone: tuple[str, ...] = ()) -> None:
    replaced = {*gone, *(each.address for each in entries)}
    index.write(state(release), frozenset({"paspoort"}), entries, replaced)
