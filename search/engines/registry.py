"""Engines of this node: the embedded one always, Elasticsearch when an address is set."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from releases.channels import CHANNELS
from search.engines import embedded
from search.engines.embedded import EmbeddedIndex
from search.query.addresses import IndexScope
from search.query.interface import VERSION, Index

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from search.engines.elastic import ElasticsearchIndex

ELASTICSEARCH = "elasticsearch"


class Engine(NamedTuple):
    name: str
    index_of: Callable[[IndexScope], Index]


def engines() -> list[Engine]:
    """The preferred one first."""
    shared = [Engine(ELASTICSEARCH, elasticsearch_index)] if settings.ELASTICSEARCH_URL else []
    return [*shared, Engine(embedded.NAME, embedded_index)]


def places() -> list[IndexScope]:
    locales = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    return [IndexScope(channel, locale) for channel in CHANNELS for locale in locales]


def embedded_index(place: IndexScope) -> EmbeddedIndex:
    return _embedded(version_folder() / f"{place.channel}-{place.locale}")


def elasticsearch_index(place: IndexScope) -> ElasticsearchIndex:
    from search.engines.elastic import ElasticsearchIndex  # a third of a second, which most hubs need not spend

    client = _client(settings.ELASTICSEARCH_URL)
    return ElasticsearchIndex(client, f"{settings.ELASTICSEARCH_PREFIX}-{place.channel}-{place.locale}")


def version_folder() -> Path:
    return Path(settings.SEARCH_DIR) / f"v{VERSION}"


_embedded = cache(EmbeddedIndex)


@cache
def _client(url: str) -> Elasticsearch:
    from search.engines.elastic import client_of

    return client_of(url)
