"""A few products to search in, compiled and published as in real life, and the indexes that follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from releases import store
from releases.compiling.compiler import compile_snapshot
from releases.replica import follower
from releases.replica.replica import shared_replica
from releases.snapshot import Passage, Product, ProductText, Section, Theme
from search.engines.registry import embedded_index
from search.index import incremental
from search.query.addresses import IndexScope
from search.released_documents import Shelf
from search.service import SearchRequest, SearchResult, answer
from tests.unit.snapshots import snapshot, texts

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
WEBSITE, DESK = IndexScope("website", "nl"), IndexScope("desk", "nl")


def product(key: str, title: str, text: str = "", *, en: str = "", **options: Any) -> Product:
    """`text` is its short answer; `names` are everyday names; `en` its title in English, when it has one."""
    names = tuple(("everyday", name) for name in options.pop("names", ()))
    internal = options.pop("internal", "")
    passages = options.pop("passages", (Passage(f"<p>{text or title}</p>"),))
    told = {"nl": ProductText(title, options.pop("summary", title), names, (Section("inShort", passages),))}
    told["nl"] = replace(told["nl"], internal_notes=f"<p>{internal}</p>" if internal else "")
    if en:
        told["en"] = ProductText(en, en)
    return Product(key, told, **({"themes": ("reizen",), "audiences": ("resident",)} | options))


def publish(*products: Product, removed: Iterable[str] = (), now: datetime = NOW) -> None:
    """These products and nothing else changes; the passport of the example is there as `passport()`."""
    shown = {each.key: each for each in products}
    subjects = (*(("product", key) for key in shown), ("navigation", "navigation"), ("location", "gemeentehuis"))
    themes = {"reizen": Theme("reizen", texts("Reizen", "Travel"), products=tuple(shown))}
    compiled = compile_snapshot(snapshot(subjects=subjects, products=shown, themes=themes))
    assert compiled.problems == ()
    gone = [("product", key) for key in removed]
    store.publish(compiled, author="Anna", cause="test", now=now, sources={}, removed=gone)
    follower.follow(shared_replica())


def follow(place: IndexScope = WEBSITE) -> None:
    for _ in incremental.follow_to_end(embedded_index(place), place, NOW):
        pass


def ask(text: str, place: IndexScope = WEBSITE, at: datetime = NOW, **options: Any) -> SearchResult:
    with shared_replica().read() as reading:
        return answer(SearchRequest(text, place, at, **options), Shelf(reading, place, at))


def found(text: str, place: IndexScope = WEBSITE, at: datetime = NOW, **options: Any) -> list[str]:
    """The keys of what is found, best first."""
    return [hit.address.partition("/")[2] for hit in ask(text, place, at, **options).hits]


def dated(text: str, since: date | None = None, until: date | None = None) -> Passage:
    return Passage(f"<p>{text}</p>", since, until)
