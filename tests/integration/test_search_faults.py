"""Whatever happens to a real Elasticsearch: the reader gets a right answer, and the index mends itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import httpx
import pytest

from search import service, status
from search.engines.breaker import REST_SECONDS
from search.engines.registry import ELASTICSEARCH, elasticsearch_index
from search.index import indexer
from search.index.document_source import some
from search.index.indexer import COMPARES_EVERY, PATIENCE, Keeper
from search.language.dictionaries import Dictionaries
from search.query.entries import EntryBuilder
from search.query.interface import VERSION
from tests.elasticsearch_server import Server
from tests.integration.indexes import query, state
from tests.integration.search_documents import NOW, WEBSITE, ask, dated, product, publish
from tests.process_state import forget_indexes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROUND = timedelta(seconds=1)


@pytest.fixture
def keeper(replica, elasticsearch: Server, monkeypatch) -> Keeper:
    """Keeps the website's index only, which is enough here and eight times as fast."""
    for module in (indexer, status):
        monkeypatch.setattr(module, "places", lambda: [WEBSITE])
    keeper = Keeper()
    publish(product("boom", "Boom kappen"))
    keeper.round(NOW)
    return keeper


@pytest.fixture
def clock(monkeypatch) -> Callable[[float], None]:
    """The breaker's clock, to be moved on by seconds."""
    seconds = [0.0]
    breaker = service.breaker(ELASTICSEARCH)
    monkeypatch.setattr(breaker, "clock", lambda: seconds[0])
    return lambda more: seconds.__setitem__(0, seconds[0] + more)


@contextmanager
def frozen(server: Server) -> Iterator[None]:
    """Stopped in the middle of what it does: it takes connections and answers none."""
    if server.process is None:
        pytest.skip("this Elasticsearch is not ours to stop")
    os.killpg(server.process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(server.process, signal.SIGCONT)


def told(text: str = "boom") -> tuple[list[str], str]:
    """The keys that are found, and the engine that found them."""
    answer = ask(text)
    return [hit.address.partition("/")[2] for hit in answer.hits], answer.engine


def conditions() -> list[str]:
    return [each.condition for each in status.engines(NOW + 10 * ROUND)]


def setting(server: Server, index_settings: dict[str, object]) -> None:
    names = ",".join(httpx.get(f"{server.url}/_alias/{elasticsearch_index(WEBSITE).alias}").json())
    httpx.put(f"{server.url}/{names}/_settings", json=index_settings, timeout=60).raise_for_status()


def test_elasticsearch_answers_when_it_is_there(keeper):
    assert told() == (["boom"], "elasticsearch")


def test_it_stops_during_a_publish(keeper, elasticsearch, clock):
    with frozen(elasticsearch):
        publish(product("struik", "Struik bij een boom"))
        keeper.round(NOW + ROUND)
        assert told() == (["boom", "struik"], "embedded")
        assert conditions() == ["unavailable", "current"]
    assert told()[1] == "embedded"
    clock(REST_SECONDS + 1)
    keeper.round(NOW + 2 * PATIENCE)
    assert told() == (["boom", "struik"], "elasticsearch")
    assert conditions() == ["current", "current"]


def test_a_query_that_it_refuses_is_no_fault_of_it(keeper):
    assert service.ask(WEBSITE, query("boom", offset=20_000))[1] == "embedded"
    assert told() == (["boom"], "elasticsearch")


def test_its_index_is_deleted(keeper, elasticsearch):
    names = httpx.get(f"{elasticsearch.url}/_alias/{elasticsearch_index(WEBSITE).alias}").json()
    httpx.delete(f"{elasticsearch.url}/{','.join(names)}", timeout=60).raise_for_status()
    assert told() == (["boom"], "embedded")
    forget_indexes()
    keeper.round(NOW + ROUND)
    assert told() == (["boom"], "elasticsearch")


def lose(server: Server, query: dict[str, object]) -> int:
    """So many entries are gone without a word, as after a crash that lost a segment."""
    address = f"{server.url}/{elasticsearch_index(WEBSITE).alias}/_delete_by_query?refresh=true"
    return httpx.post(address, json={"query": query}, timeout=60).raise_for_status().json()["deleted"]


LOSSES = {
    "a document": {"term": {"_id": "product/boom#0"}},
    "a period of a document": {"term": {"_id": "product/gras#1"}},
    "the first period of a document": {"term": {"_id": "product/gras#0"}},
}


@pytest.mark.parametrize("query", LOSSES.values(), ids=LOSSES.keys())
def test_it_loses_what_was_written_without_a_word(keeper, elasticsearch, caplog, query):
    mowing = (dated("Gras maaien", until=date(2027, 1, 1)), dated("Gras zaaien", since=date(2027, 1, 1)))
    publish(product("boom", "Boom kappen"), product("gras", "Gras", passages=mowing))
    keeper.round(NOW + ROUND)
    whole = elasticsearch_index(WEBSITE).complete()
    assert lose(elasticsearch, query) == 1
    keeper.round(NOW + COMPARES_EVERY / 2)
    assert elasticsearch_index(WEBSITE).complete() < whole
    keeper.round(NOW + COMPARES_EVERY + 2 * ROUND)
    assert elasticsearch_index(WEBSITE).complete() == whole
    assert f"1 of {len(whole)} documents differ: product/" in caplog.text


def test_an_index_that_holds_what_it_should_is_not_made_anew(keeper, elasticsearch, caplog):
    publish(product("boom", "Struik snoeien"), product("gras", "Gras maaien"))
    keeper.round(NOW + ROUND)
    before = httpx.get(f"{elasticsearch.url}/_alias/{elasticsearch_index(WEBSITE).alias}").json().keys()
    keeper.round(NOW + COMPARES_EVERY + 2 * ROUND)
    assert httpx.get(f"{elasticsearch.url}/_alias/{elasticsearch_index(WEBSITE).alias}").json().keys() == before
    assert "made anew" not in caplog.text


def test_a_late_writer_brings_an_older_version(keeper):
    publish(product("boom", "Struik snoeien"))
    keeper.round(NOW + ROUND)
    index = elasticsearch_index(WEBSITE)
    newest = index.state()
    preparing = EntryBuilder(Dictionaries())
    late = [entry for source in some(WEBSITE, 1, ["product/boom"]) for entry in preparing.entries(source)]
    index.write(state(1, epoch=newest.epoch), frozenset(), late, {"product/boom"})
    assert index.state() == newest
    assert told("boom kappen")[0] == []
    assert told("struik") == (["boom"], "elasticsearch")


def test_an_older_version_of_the_hub_left_its_index(keeper):
    index = elasticsearch_index(WEBSITE)
    index.rebuild(state(1, version=VERSION - 1), frozenset(), [])
    assert told() == (["boom"], "embedded")
    keeper.round(NOW + ROUND)
    assert told() == (["boom"], "elasticsearch")


def test_its_disk_becomes_read_only(keeper, elasticsearch):
    setting(elasticsearch, {"index.blocks.read_only_allow_delete": True})
    publish(product("struik", "Struik bij een boom"))
    keeper.round(NOW + ROUND)
    assert told() == (["boom", "struik"], "embedded")
    assert conditions() == ["behind", "current"]
    setting(elasticsearch, {"index.blocks.read_only_allow_delete": None})
    keeper.round(NOW + 2 * PATIENCE)
    assert told() == (["boom", "struik"], "elasticsearch")


def test_nobody_listens_at_its_address(keeper, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    assert told() == (["boom"], "embedded")


def test_a_search_that_it_is_too_slow_for_is_not_waited_for_again(keeper, elasticsearch, clock):
    with frozen(elasticsearch):
        assert told()[1] == "embedded"
        assert not service.breaker(ELASTICSEARCH).is_closed
        assert told()[1] == "embedded"
