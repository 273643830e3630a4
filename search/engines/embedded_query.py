"""A question in tantivy's own words, and the schema that it is asked of."""

from __future__ import annotations

from collections.abc import Collection
from functools import singledispatch

import tantivy
from tantivy import FieldType, Occur

from search.query import scoring
from search.query.interface import EXACT, Query
from search.query.rules import FIELDS

ADDRESS, KEPT = "address", "kept"


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


def filtered(query: Query, theme: bool = True, audience: bool = True) -> tantivy.Query:
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
def _(node: scoring.TokenScore) -> tantivy.Query:
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
    extra = [(Occur.Should, translated(each)) for each in node.extra]
    subject = tantivy.Query.const_score_query(translated(node.subject), 0.0)
    return tantivy.Query.boolean_query([(Occur.Must, translated(node.node)), (Occur.Must, subject), *extra])
