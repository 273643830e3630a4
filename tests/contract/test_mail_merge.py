"""Mail merge: the reference engine, and the template languages that others use, fill in the shared cases alike."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

import pytest
from jinja2 import Environment

from clients.email.mail_merge import holds, merge, missing
from releases.core.contact_moments import CaseCondition
from tests.contract.schemas import CONTRACT

VECTORS: dict[str, Any] = json.loads((CONTRACT / "vectors" / "messages.json").read_text("utf-8"))
CASES = [pytest.param(case, id=case["about"]) for case in VECTORS["cases"]]
START, END = re.compile(r"\{\{#(\w+)\}\}"), re.compile(r"\{\{/\w+\}\}")
Case = dict[str, Any]


def words(case: Case) -> dict[str, str]:
    values = {field["name"]: case["values"].get(field["name"], "") for field in VECTORS["mergeFields"]}
    return {name: str(value) for name, value in values.items()}


@pytest.mark.parametrize("case", CASES)
def test_a_message_is_filled_in_for_one_case(case: Case) -> None:
    escaped = escape if case["html"] else str
    assert merge(case["template"], VECTORS["conditions"], case["values"], words(case), escaped) == case["result"]


@pytest.mark.parametrize("case", CASES)
def test_what_is_required_and_has_no_value_is_named(case: Case) -> None:
    assert missing(VECTORS["mergeFields"], case["values"]) == case["missing"]


def test_a_field_of_before_some_were_optional_is_required() -> None:
    assert missing([{"name": "naam", "label": "Naam", "kind": "text"}], {}) == ["naam"]


@pytest.mark.parametrize("case", CASES)
def test_jinja_fills_it_in_alike_once_the_marks_are_its_own(case: Case) -> None:
    source = END.sub("{% endif %}", START.sub(r"{% if \1 %}", case["template"]))
    held = {condition["name"]: holds(condition, case["values"]) for condition in VECTORS["conditions"]}
    template = Environment(autoescape=case["html"]).from_string(source)
    assert template.render(words(case) | held).strip() == case["result"]


def test_conditions_are_called_as_the_hub_calls_them() -> None:
    names = [CaseCondition(each["field"], each["operator"], each["value"]).name for each in VECTORS["conditions"]]
    assert names == [each["name"] for each in VECTORS["conditions"]]
