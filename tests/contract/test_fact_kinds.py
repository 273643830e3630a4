"""The contract says of each kind of fact what the hub's own entry says, so that channel teams need no list of theirs."""

from __future__ import annotations

import json
from typing import Any

from clients.shared.facts.fact_kinds import place_of
from clients.shared.facts.machine_value import machine_attribute
from releases.facts.kinds import FACT_KINDS
from tests.contract.examples import bodies
from tests.contract.schemas import CONTRACT

DESCRIBED = json.loads((CONTRACT / "openapi.json").read_text())["components"]["schemas"]["FactKind"]
FACT = json.loads((CONTRACT / "schemas" / "shared.schema.json").read_text())["$defs"]["fact"]


def facts() -> list[dict[str, Any]]:
    """Those of the examples."""
    return [fact for body in bodies() for fact in json.loads(body)["facts"].values()]


def test_the_kinds_stand_in_the_order_in_which_people_ask() -> None:
    assert DESCRIBED["enum"] == list(FACT_KINDS)


def test_each_kind_is_described_as_the_hub_has_it() -> None:
    assert DESCRIBED["x-kinds"] == {
        name: {"attribute": list(map(list, kind.attribute)), "answers": kind.answers}
        for name, kind in FACT_KINDS.items()
    }


def test_the_schema_knows_each_kind_and_its_value() -> None:
    described = [case["if"]["properties"]["kind"]["const"] for case in FACT["allOf"]]
    assert set(FACT["properties"]["kind"]["enum"]) == set(described) == set(FACT_KINDS)


def test_a_client_marks_each_value_as_the_hub_does() -> None:
    told = [(fact["kind"], fact["value"]) for fact in facts()]
    assert [machine_attribute(*each) for each in told] == [FACT_KINDS[kind].attribute_of(value) for kind, value in told]


def test_a_client_tells_a_kind_that_is_newer_than_itself_last() -> None:
    assert sorted(["later", "link", "amount"], key=place_of) == ["amount", "link", "later"]
