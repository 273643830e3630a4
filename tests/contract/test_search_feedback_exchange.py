"""Feedback on a result: schema, examples and the OpenAPI document say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from api.v1.search_feedback import ACTIONS, MEMBERS
from tests.contract.schemas import CONTRACT

SENT = sorted((CONTRACT / "search").glob("feedback.sent.*.json"))
SCHEMA = json.loads((CONTRACT / "schemas" / "search-feedback.schema.json").read_text())
OPENAPI = json.loads((CONTRACT / "openapi.json").read_text())


def errors(members: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA, validate_formats=True).iter_errors(members)]


@pytest.mark.parametrize("path", SENT, ids=lambda path: path.name)
def test_an_example_of_what_is_sent_follows_its_schema(path):
    assert errors(json.loads(path.read_text())) == []


@pytest.mark.parametrize("breaking", [{"action": "liked"}, {"key": "Paspoort!"}, {"name": "Anna"}, {"query": ""}])
def test_a_broken_example_is_refused(breaking):
    assert errors(json.loads(SENT[0].read_text()) | breaking) != []


def test_the_openapi_document_has_the_same_schema():
    own = {member: value for member, value in SCHEMA.items() if not member.startswith("$")}

    assert OPENAPI["components"]["schemas"]["SearchFeedback"] == own


def test_the_schema_has_the_members_and_actions_that_the_hub_takes():
    assert (tuple(SCHEMA["required"]), tuple(SCHEMA["properties"]["action"]["enum"])) == (MEMBERS, ACTIONS)
