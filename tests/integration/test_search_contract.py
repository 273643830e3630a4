"""The answers of search follow their schema, and the examples are what the hub answers.

`WRITE_EXAMPLES=1 pytest tests/integration/test_search_contract.py` writes the examples anew.
"""

from __future__ import annotations

import json
import os

import pytest
from django.utils import timezone

from api import tokens
from releases import store
from releases.compiling.compiler import compile_snapshot
from releases.replica import follower
from releases.replica.replica import shared_replica
from search.query.addresses import IndexScope
from tests.contract.example_municipality import municipality
from tests.contract.schemas import CONTRACT, validator_of
from tests.integration.search_documents import DESK, NOW, WEBSITE, follow

pytestmark = pytest.mark.django_db
EXAMPLES = {
    "question.nl": "/search?q=wat+kost+een+papsoort",
    "question.en": "/search?q=how+long+does+a+passport+take&locale=en",
    "theme.nl": "/search?q=adres+doorgeven&theme=burgerzaken&audience=resident",
    "internal.nl": "/search?q=leidinggevende&channel=desk",
    "suggestions.nl": "/suggestions?q=verh",
}
VALIDATOR = validator_of(CONTRACT / "schemas" / "search.schema.json")


@pytest.fixture
def ask(client, replica):
    store.publish(compile_snapshot(municipality()), author="Anna", cause="example", now=NOW, sources={})
    follower.follow(shared_replica())
    for place in (WEBSITE, IndexScope("website", "en"), DESK):
        follow(place)
    token = tokens.issue("desk", ["desk"], False, timezone.now())
    tokens.follow()

    def ask(path: str) -> dict:
        moment = "&at=2026-11-10T10:00:00Z" if path.startswith("/search") else ""
        response = client.get(f"/api/v1{path}{moment}", headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == 200
        return response.json()

    return ask


def without_scores(answer: dict) -> dict:
    """A score holds within one answer only; it changes with every improvement of the ranking."""
    return answer | {"results": [result | {"score": None} for result in answer["results"]]}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_what_the_hub_answers(ask, name):
    path = CONTRACT / "search" / f"{name}.json"
    found = ask(EXAMPLES[name])
    if os.environ.get("WRITE_EXAMPLES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, indent=2, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    assert without_scores(found) == without_scores(json.loads(path.read_text("utf-8")))
    assert [error.message for error in VALIDATOR.iter_errors(found)] == []


def test_an_answer_with_a_stranger_is_refused(ask):
    found = ask(EXAMPLES["question.nl"])
    found["results"][0]["price"] = "83.87"
    assert list(VALIDATOR.iter_errors(found)) != []
