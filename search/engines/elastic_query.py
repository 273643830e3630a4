"""A question in Elasticsearch's own words."""

from __future__ import annotations

from collections.abc import Collection
from functools import singledispatch
from typing import Any

from search.query import scoring
from search.query.interface import Query

Json = dict[str, Any]
BUCKETS = 1000


def request(query: Query, state: str) -> Json:
    """With the counts and what is kept as `state`. Counts leave their own filter aside, so the filters of theme and
    audience stand behind the query, and in each other's counts."""
    theme = [{"term": {"themes": query.theme}}] if query.theme else []
    audience = [{"term": {"audiences": query.audience}}] if query.audience else []
    return {
        "query": {"bool": {"must": [_boosted(query)], "filter": _filters(query), "must_not": _hidden(query)}},
        "post_filter": {"bool": {"filter": [*theme, *audience]}},
        "aggregations": {
            "themes": _counting("themes", audience),
            "audiences": _counting("audiences", theme),
            "all": _kept_as(state),
        },
        "from_": query.offset,
        "size": query.limit,
        "sort": ["_score", {"address": "asc"}],
        "track_scores": True,
        "track_total_hits": True,
        "source": ["address"],
    }


def _filters(query: Query) -> list[Json]:
    moment: list[Json] = [{"range": {"since": {"lte": query.at}}}, {"range": {"until": {"gt": query.at}}}]
    return moment if query.only is None else [*moment, _addresses(query.only)]


def _hidden(query: Query) -> list[Json]:
    return [_addresses(query.hidden)] if query.hidden else []


def _counting(field: str, filters: list[Json]) -> Json:
    counted = {"counted": {"terms": {"field": field, "size": BUCKETS}}}
    return {"filter": {"bool": {"filter": filters}}, "aggregations": counted}


def _kept_as(state: str) -> Json:
    """What is kept under the name `state` in the very index that answers."""
    kept = {"kept": {"top_hits": {"size": 1, "_source": ["kept"]}}}
    return {"global": {}, "aggregations": {"state": {"filter": {"term": {"address": state}}, "aggregations": kept}}}


def _boosted(query: Query) -> Json:
    node = translated(scoring.ranking(query))
    if not query.boosted:
        return node
    parts: list[Json] = [{"bool": {"must": node, "must_not": _addresses(query.boosted)}}]
    for address, factor in query.boosted.items():
        parts.append({"bool": {"must": node, "filter": _addresses([address]), "boost": factor}})
    return {"bool": {"should": parts, "minimum_should_match": 1}}


def _addresses(addresses: Collection[str]) -> Json:
    return {"terms": {"address": sorted(addresses)}}


@singledispatch
def translated(node: scoring.Node) -> Json:
    raise TypeError(node)


@translated.register
def _(node: scoring.TokenScore) -> Json:
    return {"term": {node.field: {"value": node.token, "boost": node.weight}}}


@translated.register
def _(node: scoring.Best) -> Json:
    return {
        "dis_max": {"queries": [translated(each) for each in node.of], "tie_breaker": node.tie, "boost": node.weight}
    }


@translated.register
def _(node: scoring.All) -> Json:
    return {"bool": {"must": [translated(each) for each in node.of], "boost": node.weight}}


@translated.register
def _(node: scoring.Some) -> Json:
    """Of nothing, nothing is found; a query without parts would find all."""
    if not node.of:
        return {"match_none": {}}
    return {"bool": {"should": [translated(each) for each in node.of], "minimum_should_match": node.needed}}


@translated.register
def _(node: scoring.With) -> Json:
    extra = [translated(each) for each in node.extra]
    return {"bool": {"must": translated(node.node), "filter": translated(node.subject), "should": extra}}
