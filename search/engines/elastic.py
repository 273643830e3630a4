"""Elasticsearch as engine: the same tokens and the same ranking as the embedded one, shared by all nodes.

An index stands behind an alias and is refreshed once per write only, so readers see whole releases. Entries carry the
release as external version, and withdrawn ones become tombstones, so that a late writer never brings back the past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import elastic_transport
from elasticsearch import ApiError, Elasticsearch, NotFoundError, helpers

from search.engines import states
from search.engines.elastic_query import request
from search.query.interface import (
    EXACT,
    FIRST,
    LAST,
    VERSION,
    EngineUnavailable,
    Hit,
    HitPage,
    IndexEntry,
    Query,
    QueryRefused,
    State,
)
from search.query.rules import FIELDS

STATE, DICTIONARY = "state", "dictionary"
CHUNK = 500
# Seconds: a reader does not wait longer for it than this; a writer may.
READ_SECONDS, WRITE_SECONDS = 1.0, 60.0

Json = dict[str, Any]

TOKENS: Json = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
MAPPINGS: Json = {
    "dynamic": "strict",
    "_source": {"includes": ["address", "kept"]},
    "properties": {
        "address": {"type": "keyword"},
        "since": {"type": "long"},
        "until": {"type": "long"},
        "themes": {"type": "keyword"},
        "audiences": {"type": "keyword"},
        "words": {"type": "keyword", "doc_values": False},
        "kept": {"type": "object", "enabled": False},
        **dict.fromkeys((*FIELDS, EXACT), TOKENS),
    },
}
SETTINGS: Json = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "-1"}


def client_of(url: str) -> Elasticsearch:
    """One for each process; it connects when it is first used."""
    return Elasticsearch(url, request_timeout=READ_SECONDS, max_retries=0, retry_on_timeout=False)


class ElasticsearchIndex:
    """`alias` names the index of one channel and locale."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client, self.alias = client, alias
        self._writer = client.options(request_timeout=WRITE_SECONDS)

    def state(self) -> State | None:
        kept = self._kept(STATE)
        return states.from_json(kept) if kept else None

    def dictionary(self) -> frozenset[str]:
        return frozenset((self._kept(DICTIONARY) or {}).get("words", ()))

    def holding(self, words: Collection[str]) -> set[str]:
        with _unavailable():
            return {hit["_source"]["address"] for hit in self._scan({"terms": {"words": list(words)}})}

    def write(
        self, state: State, dictionary: frozenset[str], entries: Iterable[IndexEntry], replaced: Collection[str]
    ) -> None:
        with _unavailable():
            self._writer.indices.refresh(index=self.alias)
            held = {hit["_id"]: hit["_source"]["address"] for hit in self._held_by(replaced)}
            self._bulk(self.alias, state, _replacing(entries, held))
            self._bulk(self.alias, state, _kept_documents(state, dictionary))
            self._writer.indices.refresh(index=self.alias)

    def rebuild(self, state: State, dictionary: frozenset[str], entries: Iterable[IndexEntry]) -> None:
        """A new index, that takes over the alias when it is complete; all others of it go."""
        with _unavailable():
            current = self._named(self.alias)
            name = _new_name(self.alias, state, current)
            building = f"{name}-building"
            if not self._writer.indices.exists(index=name):
                self._writer.indices.create(index=name, mappings=MAPPINGS, settings=SETTINGS, aliases={building: {}})
            self._bulk(building, state, map(_document, entries))
            self._bulk(building, state, _kept_documents(state, dictionary))
            self._writer.indices.refresh(index=building)
            old = {*current, *self._named(f"{self.alias}-v*")} - {name}
            actions: list[Json] = [{"remove_index": {"index": each}} for each in sorted(old)]
            actions += ({"add": {"index": name, "alias": self.alias}}, {"remove": {"index": name, "alias": building}})
            self._writer.indices.update_aliases(actions=actions)

    def complete(self) -> set[str]:
        """Periods join from slot 0 to the end of time; what of them is lost breaks that."""
        periods: dict[str, list[tuple[int, int, int]]] = {}
        with _unavailable():
            for hit in self._scan({"range": {"until": {"gt": FIRST}}}, docvalue_fields=["since", "until"]):
                address, slot = hit["_id"].rsplit("#", 1)
                [since], [until] = hit["fields"]["since"], hit["fields"]["until"]
                periods.setdefault(address, []).append((int(slot), since, until))
        return {address for address, found in periods.items() if _joined(sorted(found))}

    def search(self, query: Query) -> HitPage:
        with _unavailable():
            found = self._client.search(index=self.alias, **request(query, STATE)).body
        hits = tuple(Hit(hit["_source"]["address"], hit["_score"]) for hit in found["hits"]["hits"])
        themes, audiences = (_counts(found["aggregations"][name]["counted"]) for name in ("themes", "audiences"))
        kept = found["aggregations"]["all"]["state"]["kept"]["hits"]["hits"]
        state = states.from_json(kept[0]["_source"]["kept"]) if kept else None
        return HitPage(hits, found["hits"]["total"]["value"], themes, audiences, state)

    def _kept(self, name: str) -> Json | None:
        try:
            with _unavailable():
                found: Json = self._client.get(index=self.alias, id=name)["_source"]["kept"]
                return found
        except IndexMissing:
            return None

    def _held_by(self, addresses: Collection[str]) -> Iterator[Json]:
        rows = sorted(addresses)
        for start in range(0, len(rows), CHUNK):
            yield from self._scan({"terms": {"address": rows[start : start + CHUNK]}})

    def _scan(self, query: Json, **body: Any) -> Iterator[Json]:
        yield from helpers.scan(self._writer, index=self.alias, query={"query": query, **body})

    def _bulk(self, target: str, state: State, documents: Iterable[Json]) -> None:
        """A document of a newer release is left as it is; anything else that is refused ends the write."""
        version = {"version": state.position.release, "version_type": "external_gte"}
        actions = ({"_op_type": "index", "_index": target, **version, **each} for each in documents)
        results = helpers.streaming_bulk(
            self._writer, actions, chunk_size=CHUNK, raise_on_error=False, require_alias=True
        )
        for succeeded, result in results:
            if not succeeded and result["index"]["status"] != 409:
                raise EngineUnavailable(f"Elasticsearch refused a change: {_reason(result['index'].get('error'))}")

    def _named(self, pattern: str) -> set[str]:
        try:
            return set(self._writer.indices.get(index=pattern).body)
        except NotFoundError:
            return set()


class IndexMissing(EngineUnavailable):
    """Nothing stands behind the alias, or not this document."""


@contextmanager
def _unavailable() -> Iterator[None]:
    """What the client raises, without what was asked."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing("Elasticsearch has no such index") from error
    except ApiError as error:
        refused = QueryRefused if error.status_code == 400 else EngineUnavailable
        raise refused(f"Elasticsearch refused: {error.status_code} {error.error}") from error
    except elastic_transport.TransportError as error:
        raise EngineUnavailable(f"Elasticsearch does not answer: {type(error).__name__}") from error


def _reason(error: object) -> str:
    return str(error.get("type")) if isinstance(error, dict) else "unknown"


def _new_name(alias: str, state: State, current: Collection[str]) -> str:
    """The same for all who make this index at this release, so that they help each other instead of fighting."""
    name = f"{alias}-v{VERSION}-{state.epoch[:8]}-{state.position.release}"
    return f"{name}-again" if name in current else name


def _document(entry: IndexEntry) -> Json:
    source = {
        "address": entry.address,
        "since": entry.since,
        "until": entry.until,
        "themes": entry.themes,
        "audiences": entry.audiences,
        "words": sorted(entry.words),
        EXACT: entry.exact,
        **entry.fields,
    }
    return {"_id": f"{entry.address}#{entry.slot}", "_source": source}


def _joined(periods: list[tuple[int, int, int]]) -> bool:
    """Each (slot, since, until), in order."""
    slots = [slot for slot, _, _ in periods] == [*range(len(periods))]
    return slots and periods[-1][2] == LAST and all(one[2] == other[1] for one, other in pairwise(periods))


def _replacing(entries: Iterable[IndexEntry], held: dict[str, str]) -> Iterator[Json]:
    """The entries, and then a tombstone, which holds at no moment, for each of `held` that none of them replaces."""
    for document in map(_document, entries):
        held.pop(document["_id"], None)
        yield document
    for name, address in held.items():
        yield {"_id": name, "_source": {"address": address, "since": FIRST, "until": FIRST}}


def _kept_documents(state: State, dictionary: frozenset[str]) -> list[Json]:
    kept = {DICTIONARY: {"words": sorted(dictionary)}, STATE: states.as_json(state)}
    return [{"_id": name, "_source": {"address": name, "kept": value}} for name, value in kept.items()]


def _counts(counted: Json) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
