"""Engines under measurement: how to open each, and what it must reach on the judged queries."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from products.sample.files import Fixture
from tests.eventually import eventually
from tests.journeys.running_hub import DEADLINE, Hub
from tests.relevance.answering import Ask
from tests.relevance.baselines import BASELINES, Baseline, indexed
from tests.relevance.evaluation import Floors, Search
from tests.relevance.names_list import NamesList
from tests.relevance.totals import Total

SAMPLE = Path(__file__).parents[2] / "fixtures"
LOCALES = ("nl", "en")
# Tuesday 1 December 2026, in the morning.
MOMENT = "2026-12-01T10:00:00+01:00"
# More than ten: what is no product is not judged.
ASKED = 20


@dataclass(frozen=True, slots=True)
class Engine:
    """`opened` gives its search, against a hub with the sample, for as long as the context lasts."""

    name: str
    opened: Callable[[Hub], AbstractContextManager[Search]]
    floors: Floors
    floors_in: Mapping[str, Floors] = field(default_factory=dict)
    elasticsearch: bool = False

    def name_beside(self, hub: Hub) -> str:
        """The hub has two engines, of which it uses the preferred one that there is."""
        return f"{self.name}, {hub.search_engine}" if self.opened is _hub else self.name


def engines() -> tuple[Engine, ...]:
    """Everything that is measured, doing without a search engine included. The hub searches with Elasticsearch when it
    stands beside one, and else with the embedded engine."""
    nothing = Floors(ndcg=0.0, success_at_3=0.0)
    by_name = {"nl": Floors(ndcg=0.135, success_at_3=0.145), "en": Floors(ndcg=0.15, success_at_3=0.155)}
    by_locale = {"nl": Floors(ndcg=0.90, success_at_3=0.94), "en": Floors(ndcg=0.83, success_at_3=0.91)}
    baselines = (Engine(each.name, partial(_baseline, each), nothing, elasticsearch=True) for each in BASELINES)
    return (
        Engine("list of names", _names_list, Floors(ndcg=0.14, success_at_3=0.15), by_name),
        Engine("the hub", _hub, Floors(ndcg=0.86, success_at_3=0.90), by_locale),
        *baselines,
    )


@contextmanager
def _names_list(hub: Hub) -> Iterator[Search]:
    yield NamesList(Fixture(SAMPLE).products).search


@contextmanager
def _hub(hub: Hub) -> Iterator[Search]:
    with _client(hub) as client:

        def search(text: str, locale: str) -> list[str]:
            found = _answer(client, hub, {"q": text, "locale": locale, "limit": ASKED})["results"]
            return [each["key"] for each in found if each["kind"] == "product"][:10]

        yield search


@contextmanager
def asking(hub: Hub) -> Iterator[Ask]:
    """The direct answers of a hub, at one moment."""
    with _client(hub) as client:
        yield lambda asked: _answer(client, hub, {"q": asked.text, "locale": asked.locale, "at": MOMENT})["answer"]


@contextmanager
def counting(hub: Hub) -> Iterator[Total]:
    """How many results a question has at a hub."""
    with _client(hub) as client:
        yield lambda text, locale: _answer(client, hub, {"q": text, "locale": locale, "at": MOMENT})["total"]


def found(hub: Hub, texts: Iterable[str], locale: str) -> list[tuple[str, dict[str, Any]]]:
    """The whole answer to each of these."""
    with _client(hub) as client:
        return [(text, _answer(client, hub, {"q": text, "locale": locale, "at": MOMENT})) for text in texts]


@contextmanager
def _client(hub: Hub) -> Iterator[httpx.Client]:
    """Once the embedded indexes, whose words explain a question to either engine, have all that is published."""
    assert eventually(lambda: "search-embedded" in httpx.get(f"{hub.url}/metrics", timeout=30).text)
    with httpx.Client(base_url=f"{hub.url}/api/v1", timeout=30) as client:
        yield client


def _answer(client: httpx.Client, hub: Hub, parameters: dict[str, Any]) -> dict[str, Any]:
    """Of the engine that is measured: it may have its index still to fill, or rest for a moment."""
    waited = threading.Event()
    for _ in range(int(DEADLINE * 10)):
        answer = client.get("/search", params=parameters)
        if answer.is_success and answer.json()["engine"] == hub.search_engine:
            return answer.json()
        waited.wait(0.1)
    raise AssertionError(f"{hub.search_engine} did not answer within {DEADLINE} s: {answer.text[:500]}")


@contextmanager
def _baseline(baseline: Baseline, hub: Hub) -> Iterator[Search]:
    from elasticsearch import Elasticsearch, helpers

    client, names = Elasticsearch(hub.environment["ELASTICSEARCH_URL"]), {}
    try:
        for locale in LOCALES:
            names[locale] = f"baseline-{locale}-{uuid4().hex[:12]}"
            client.indices.create(index=names[locale], **baseline.index_body())
            helpers.bulk(client, _documents(hub, locale, names[locale]), refresh=True)

        def search(text: str, locale: str) -> list[str]:
            return [
                hit["_id"] for hit in client.search(index=names[locale], **_arguments(baseline, text))["hits"]["hits"]
            ]

        yield search
    finally:
        client.options(ignore_status=404).indices.delete(index=",".join(names.values()))


def _arguments(baseline: Baseline, text: str) -> dict[str, object]:
    body = baseline.query_body(text)
    return {"query": body["query"], "size": body["size"], "source": body["_source"]}


def _documents(hub: Hub, locale: str, index: str) -> Iterator[dict[str, object]]:
    page: str | None = f"/api/v1/channels/website/documents?kind=product&locale={locale}&limit=500"
    with httpx.Client(base_url=hub.url, timeout=30) as client:
        while page:
            answer = client.get(page).json()
            for row in answer["results"]:
                yield {"_index": index, "_id": row["key"], **indexed(client.get(row["href"]).json())}
            page = answer["next"]
