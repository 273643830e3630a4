"""The engine that needs no service: tantivy, in a folder of this node. One process writes, all others only read."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import singledispatch
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import tantivy
from tantivy import FieldType, Occur

from search import scoring, states
from search.engine import EXACT, EngineUnavailable, Entry, Found, Hit, Query, State
from search.rules import FIELDS

NAME = "embedded"
ADDRESS, KEPT, STATE, DICTIONARY = "address", "kept", "state", "dictionary"
MEMORY = 32_000_000
BUCKETS = 1000


def _schema() -> tantivy.Schema:
    """With the built-in tokenizers only: tantivy forgets those that one registers."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ADDRESS, stored=True, tokenizer_name="raw", index_option="basic")
    for name in (*FIELDS, EXACT):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    for name in ("themes", "audiences"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("since", "until"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field(KEPT, stored=True)
    return builder.build()


SCHEMA = _schema()


class View(NamedTuple):
    """One commit of an index; `stamp` tells it from the next."""

    stamp: tuple[int, int]
    searcher: tantivy.Searcher


class EmbeddedIndex:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: View | None = None

    def state(self) -> State | None:
        try:
            kept = self._kept(STATE)
        except EngineUnavailable:
            return None
        return states.loads(kept) if kept else None

    def dictionary(self) -> frozenset[str]:
        return frozenset(orjson.loads(self._kept(DICTIONARY) or b"[]"))

    def words(self) -> dict[str, int]:
        """Every word of its entries, with the number of entries that have it."""
        with _unavailable():
            return dict(self.view().searcher.terms_with_prefix("words", ""))

    def holding(self, words: Collection[str]) -> set[str]:
        with _unavailable():
            searcher = self.view().searcher
            node = tantivy.Query.term_set_query(SCHEMA, "words", list(words))
            found = searcher.search(node, max(1, searcher.num_docs), count=False).hits
            return {searcher.doc(place).get_first(ADDRESS) for _, place in found}

    def write(
        self, state: State, dictionary: frozenset[str], entries: Iterable[Entry], replaced: Collection[str]
    ) -> None:
        with self._writing() as writer:
            for address in (*replaced, STATE, DICTIONARY):
                writer.delete_documents_by_term(ADDRESS, address)
            _add(writer, state, dictionary, entries)

    def rebuild(self, state: State, dictionary: frozenset[str], entries: Iterable[Entry]) -> None:
        """In one commit too, so that readers have the old index until the new one is there."""
        if not self._is_readable():
            shutil.rmtree(self._folder, ignore_errors=True)
        with self._writing() as writer:
            writer.delete_all_documents()
            _add(writer, state, dictionary, entries)

    def search(self, query: Query) -> Found:
        with _unavailable():
            searcher = self.view().searcher
            found = searcher.search(_node(query), query.limit, count=True, offset=query.offset)
            hits = tuple(Hit(searcher.doc(place).get_first(ADDRESS), score) for score, place in found.hits)
            themes = _counts(searcher, _node(query, theme=False), "themes")
            audiences = _counts(searcher, _node(query, audience=False), "audiences")
            return Found(hits, found.count, themes, audiences, self.state())

    def view(self) -> View:
        """The newest commit; opened anew when another process has made one, or made the whole index anew."""
        seen, stamp = self._seen, self._stamp()
        if seen is None or seen.stamp != stamp:
            seen = self._seen = View(stamp, tantivy.Index.open(str(self._folder)).searcher())
        return seen

    def _stamp(self) -> tuple[int, int]:
        meta = (self._folder / "meta.json").stat()
        return meta.st_ino, meta.st_mtime_ns

    def _kept(self, name: str) -> bytes | None:
        with _unavailable():
            searcher = self.view().searcher
            hits = searcher.search(tantivy.Query.term_query(SCHEMA, ADDRESS, name, "basic"), 1, count=False).hits
            return bytes(searcher.doc(hits[0][1]).get_first(KEPT)) if hits else None

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


@contextmanager
def _unavailable() -> Iterator[None]:
    """What tantivy and the disk raise, as one word for it."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineUnavailable(f"the embedded index cannot be used: {type(error).__name__}") from error


def _add(writer: tantivy.IndexWriter, state: State, dictionary: frozenset[str], entries: Iterable[Entry]) -> None:
    for entry in entries:
        writer.add_document(tantivy.Document.from_dict(_document(entry), SCHEMA))
    for name, kept in ((STATE, states.dumps(state)), (DICTIONARY, orjson.dumps(sorted(dictionary)))):
        writer.add_document(tantivy.Document.from_dict({ADDRESS: name, KEPT: kept}, SCHEMA))


def _document(entry: Entry) -> dict[str, Any]:
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


def _counts(searcher: tantivy.Searcher, node: tantivy.Query, field: str) -> dict[str, int]:
    found = searcher.aggregate(node, {field: {"terms": {"field": field, "size": BUCKETS}}})
    return {bucket["key"]: bucket["doc_count"] for bucket in found[field]["buckets"]}


def _node(query: Query, theme: bool = True, audience: bool = True) -> tantivy.Query:
    """The ranking of what holds at the asked moment, with the filters that are not left aside."""
    filters = [
        tantivy.Query.range_query(SCHEMA, "since", FieldType.Integer, None, query.at),
        tantivy.Query.range_query(SCHEMA, "until", FieldType.Integer, query.at + 1, None),
    ]
    if theme and query.theme:
        filters.append(tantivy.Query.term_query(SCHEMA, "themes", query.theme, "basic"))
    if audience and query.audience:
        filters.append(tantivy.Query.term_query(SCHEMA, "audiences", query.audience, "basic"))
    if query.only is not None:
        filters.append(_addresses(query.only))
    rows = [(Occur.Must, tantivy.Query.const_score_query(each, 0.0)) for each in filters]
    if query.hidden:
        rows.append((Occur.MustNot, _addresses(query.hidden)))
    return tantivy.Query.boolean_query([(Occur.Must, _boosted(query)), *rows])


def _boosted(query: Query) -> tantivy.Query:
    node = translated(scoring.ranking(query))
    if not query.boosted:
        return node
    rest = tantivy.Query.boolean_query([(Occur.Must, node), (Occur.MustNot, _addresses(query.boosted))])
    parts = [(Occur.Should, rest)]
    for address, factor in query.boosted.items():
        one = tantivy.Query.const_score_query(_addresses([address]), 0.0)
        both = tantivy.Query.boolean_query([(Occur.Must, node), (Occur.Must, one)])
        parts.append((Occur.Should, tantivy.Query.boost_query(both, factor)))
    return tantivy.Query.boolean_query(parts)


def _addresses(addresses: Collection[str]) -> tantivy.Query:
    return tantivy.Query.term_set_query(SCHEMA, ADDRESS, list(addresses))


@singledispatch
def translated(node: scoring.Node) -> tantivy.Query:
    raise TypeError(node)


@translated.register
def _(node: scoring.Term) -> tantivy.Query:
    term = tantivy.Query.term_query(SCHEMA, node.field, node.token, "freq")
    return tantivy.Query.boost_query(term, node.weight)


@translated.register
def _(node: scoring.Best) -> tantivy.Query:
    best = tantivy.Query.disjunction_max_query([translated(each) for each in node.of], node.tie)
    return tantivy.Query.boost_query(best, node.weight)


@translated.register
def _(node: scoring.All) -> tantivy.Query:
    every = tantivy.Query.boolean_query([(Occur.Must, translated(each)) for each in node.of])
    return tantivy.Query.boost_query(every, node.weight)


@translated.register
def _(node: scoring.Some) -> tantivy.Query:
    rows = [(Occur.Should, translated(each)) for each in node.of]
    return tantivy.Query.boolean_query(rows, node.needed)


@translated.register
def _(node: scoring.With) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, translated(node.node)), (Occur.Should, translated(node.extra))])
