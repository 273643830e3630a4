"""The engine that needs no service: tantivy, in a folder of this node. One process writes, all others only read."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
import tantivy

from search.engines import index_files, states
from search.engines.embedded_query import ADDRESS, KEPT, SCHEMA, filtered
from search.query.interface import EXACT, EngineUnavailable, Hit, HitPage, IndexEntry, Query, State

NAME = "embedded"
STATE, DICTIONARY = "state", "dictionary"
MEMORY = 32_000_000
BUCKETS = 1000


@dataclass(frozen=True)
class View:
    """One commit of an index; `stamp` tells it from the next."""

    stamp: tuple[int, int]
    searcher: tantivy.Searcher

    @cached_property
    def state(self) -> State | None:
        kept = self._kept(STATE)
        return states.from_json(orjson.loads(kept)) if kept else None

    def dictionary(self) -> frozenset[str]:
        return frozenset(orjson.loads(self._kept(DICTIONARY) or b"[]"))

    def words(self) -> dict[str, int]:
        """Every word of its entries, with the number of entries that have it."""
        return dict(self.searcher.terms_with_prefix("words", "", tantivy.Query.all_query()))

    def _kept(self, name: str) -> bytes | None:
        node = tantivy.Query.term_query(SCHEMA, ADDRESS, name, "basic")
        hits = self.searcher.search(node, 1, count=False).hits
        found = self.searcher.doc(hits[0][1]).get_first(KEPT) if hits else None
        return None if found is None else bytes(found)


class EmbeddedIndex:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: View | None = None

    def state(self) -> State | None:
        try:
            return self.view().state
        except (OSError, ValueError):
            return None

    def dictionary(self) -> frozenset[str]:
        with _unavailable():
            return self.view().dictionary()

    def holding(self, words: Collection[str]) -> set[str]:
        with _unavailable():
            searcher = self.view().searcher
            node = tantivy.Query.term_set_query(SCHEMA, "words", list(words))
            found = searcher.search(node, max(1, searcher.num_docs), count=False).hits
            return {_address(searcher, place) for _, place in found}

    def write(
        self, state: State, dictionary: frozenset[str], entries: Iterable[IndexEntry], replaced: Collection[str]
    ) -> None:
        with self._writing() as writer:
            for address in (*replaced, STATE, DICTIONARY):
                writer.delete_documents_by_term(ADDRESS, address)
            _add(writer, state, dictionary, entries)

    def rebuild(self, state: State, dictionary: frozenset[str], entries: Iterable[IndexEntry]) -> None:
        """In one commit too, so that readers have the old index until the new one is there."""
        if not self._is_readable():
            shutil.rmtree(self._folder, ignore_errors=True)
        with self._writing() as writer:
            writer.delete_all_documents()
            _add(writer, state, dictionary, entries)

    def search(self, query: Query) -> HitPage:
        with _unavailable():
            view = self.view()
            node = filtered(query)
            # It makes room in memory for all hits before the page, whether there are that many or not.
            offset = min(query.offset, view.searcher.num_docs)
            found = view.searcher.search(node, query.limit, count=True, offset=offset)
            hits = tuple(Hit(_address(view.searcher, place), score) for score, place in found.hits)
            total: int = found.count  # type: ignore[attr-defined]
            return HitPage(hits, total, *_facets(view.searcher, query, node), view.state)

    def forget_when_damaged(self) -> bool:
        """Reads all of it; whether it is to be made anew."""
        if damaged := index_files.is_damaged(self._folder):
            shutil.rmtree(self._folder, ignore_errors=True)
        return damaged

    def view(self) -> View:
        """The newest commit; opened anew when another process has made one, or made the whole index anew."""
        seen, stamp = self._seen, self._stamp()
        if seen is None or seen.stamp != stamp:
            seen = self._seen = View(stamp, tantivy.Index.open(str(self._folder)).searcher())
        return seen

    def _stamp(self) -> tuple[int, int]:
        meta = (self._folder / "meta.json").stat()
        return meta.st_ino, meta.st_mtime_ns

    def _is_readable(self) -> bool:
        try:
            self.view()
        except (OSError, ValueError):
            return False
        return True

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """One commit. A writer that is dropped without it leaves everything as it was."""
        with _unavailable():
            self._folder.mkdir(parents=True, exist_ok=True)
            writer = tantivy.Index(SCHEMA, str(self._folder)).writer(MEMORY, 1)
            yield writer
            writer.commit()
            writer.wait_merging_threads()
            index_files.note(self._folder)


@contextmanager
def _unavailable() -> Iterator[None]:
    """What tantivy and the disk raise, as one word for it."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineUnavailable(f"the embedded index cannot be used: {type(error).__name__}") from error


def _add(writer: tantivy.IndexWriter, state: State, dictionary: frozenset[str], entries: Iterable[IndexEntry]) -> None:
    for entry in entries:
        writer.add_document(tantivy.Document.from_dict(_document(entry), SCHEMA))
    for name, kept in ((STATE, orjson.dumps(states.as_json(state))), (DICTIONARY, orjson.dumps(sorted(dictionary)))):
        writer.add_document(tantivy.Document.from_dict({ADDRESS: name, KEPT: kept}, SCHEMA))


def _document(entry: IndexEntry) -> dict[str, Any]:
    return {
        ADDRESS: entry.address,
        "since": entry.since,
        "until": entry.until,
        "themes": list(entry.themes),
        "audiences": list(entry.audiences),
        "words": " ".join(sorted(entry.words)),
        EXACT: entry.exact,
        **entry.fields,
    }


def _address(searcher: tantivy.Searcher, place: tantivy.DocAddress) -> str:
    return str(searcher.doc(place).get_first(ADDRESS))


def _facets(searcher: tantivy.Searcher, query: Query, node: tantivy.Query) -> tuple[dict[str, int], dict[str, int]]:
    """Counts per theme and per audience, each without its own filter; `node` has all filters."""
    if query.theme or query.audience:
        themes = _counts(searcher, filtered(query, theme=False), "themes")
        audiences = _counts(searcher, filtered(query, audience=False), "audiences")
        return themes["themes"], audiences["audiences"]
    both = _counts(searcher, node, "themes", "audiences")
    return both["themes"], both["audiences"]


def _counts(searcher: tantivy.Searcher, node: tantivy.Query, *fields: str) -> dict[str, dict[str, int]]:
    asked = {field: {"terms": {"field": field, "size": BUCKETS}} for field in fields}
    found = searcher.aggregate(node, asked)
    return {name: {row["key"]: row["doc_count"] for row in counted["buckets"]} for name, counted in found.items()}
