"""The baselines ask Elasticsearch for what its own analyzers give, over equal fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.relevance.baselines import BASELINES, DUTCH, STANDARD, indexed

EXAMPLES = Path(__file__).parents[2] / "frontend-contract" / "examples" / "website"


def test_the_dutch_baseline_requires_every_word_in_one_field():
    assert DUTCH.query_body("roze pasje") == {
        "query": {
            "multi_match": {
                "query": "roze pasje",
                "type": "best_fields",
                "fields": ["title", "names", "summary", "text"],
                "operator": "and",
            }
        },
        "size": 10,
        "_source": False,
    }


def test_the_standard_baseline_asks_the_same_with_any_word():
    dutch, standard = (each.query_body("roze pasje")["query"]["multi_match"] for each in (DUTCH, STANDARD))
    assert standard == dutch | {"operator": "or"}


@pytest.mark.parametrize("baseline", BASELINES, ids=lambda baseline: baseline.analyzer)
def test_every_field_goes_through_the_analyzer(baseline):
    field = {"type": "text", "analyzer": baseline.analyzer}
    assert baseline.index_body() == {
        "settings": {"number_of_shards": 1, "number_of_replicas": 0},
        "mappings": {
            "dynamic": "strict",
            "properties": {"title": field, "names": field, "summary": field, "text": field},
        },
    }


def test_a_website_document_fills_every_field():
    document = json.loads((EXAMPLES / "product.paspoort.nl.json").read_text(encoding="utf-8"))
    body = indexed(document)
    assert body["title"] == "Paspoort"
    assert body["names"] == ["pas", "reisdocument", "paspoort"]
    assert body["summary"] == document["summary"]
    assert "Het ligt klaar na 5 werkdagen." in body["text"]
