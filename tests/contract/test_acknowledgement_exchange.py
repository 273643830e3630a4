"""Acknowledgements and their answers: schemas, examples and the API say the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from releases.core.acknowledgements import Malformed, parse
from tests.contract.schemas import CONTRACT, validator_of

EXCHANGE = CONTRACT / "examples" / "acknowledgements"
SENT = sorted(EXCHANGE.glob("sent.*.json"))
OPENAPI = json.loads((CONTRACT / "openapi.json").read_text())


def schema(name: str) -> Path:
    return CONTRACT / "schemas" / f"{name}.schema.json"


def errors(name: str, value: dict[str, Any]) -> list[str]:
    return [error.message for error in validator_of(schema(name)).iter_errors(value)]


def read(name: str) -> dict[str, Any]:
    return json.loads((EXCHANGE / f"{name}.json").read_text())


@pytest.mark.parametrize("path", SENT, ids=lambda path: path.name)
def test_an_example_of_what_is_sent_follows_its_schema_and_is_understood(path):
    members = json.loads(path.read_text())

    assert errors("acknowledgement", members) == []
    assert parse(members).instance == "balie-1"


def test_the_example_of_the_answer_follows_its_schema():
    assert errors("acknowledged", read("answered")) == []


@pytest.mark.parametrize("name", ["acknowledgement", "acknowledged"])
def test_the_openapi_document_has_the_same_schema(name):
    own = {
        member: value for member, value in json.loads(schema(name).read_text()).items() if not member.startswith("$")
    }

    assert OPENAPI["components"]["schemas"][name.capitalize()] == own


def without(member: str) -> Callable[[dict[str, Any]], Any]:
    return lambda members: members.pop(member)


def with_member(member: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda members: members.update({member: value})


@pytest.mark.parametrize(
    "breaking",
    [*(without(name) for name in ("instance", "state", "epoch", "position", "digest", "reason")), with_member("colour", "red"),
     with_member("instance", "Balie 1"), with_member("state", "shown"), with_member("position", "12"), with_member("reason", "")],
)  # fmt: skip
def test_what_the_schema_refuses_the_hub_refuses_too(breaking):
    members = read("sent.rejected")
    breaking(members)

    assert errors("acknowledgement", members) != []
    with pytest.raises(Malformed):
        parse(members)
