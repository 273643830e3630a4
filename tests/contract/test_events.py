"""Events of webhooks follow the schema that receivers build on, and the rules of CloudEvents."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from api.webhooks import events, signing
from api.webhooks.events import StepEvent
from tests.contract.event_examples import CHANNELS, EPOCH, EXAMPLES, RELEASED, SENDER, change, examples, happenings
from tests.contract.schemas import CONTRACT, schema_of, validator

ALL = sorted(EXAMPLES.glob("*.json"))
# What a binding of CloudEvents to any protocol must be able to carry.
LARGEST_EVENT = 65_536

Event = dict[str, Any]


def errors(event: Event) -> list[str]:
    return [error.message for error in validator("events", "event").iter_errors(event)]


def name(path: Any) -> str:
    return str(path.name)


def told(count: int, key: str = "paspoort") -> bytes:
    changes = [change("website", f"{key}-{number}", "changed", RELEASED.instant) for number in range(count)]
    happening = StepEvent("published", EPOCH, RELEASED, CHANNELS, RELEASED, count, changes)
    return events.body(happening, EPOCH, SENDER)


def test_the_examples_are_what_the_hub_sends():
    """`python -m tests.contract.event_examples` writes them anew."""
    assert {path: path.read_text("utf-8") for path in ALL} == dict(examples())


@pytest.mark.parametrize("path", ALL, ids=name)
def test_an_example_follows_the_schema(path):
    assert errors(json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", ALL, ids=name)
def test_the_names_of_attributes_can_be_carried_by_every_protocol(path):
    assert all(re.fullmatch(r"[a-z0-9]{1,20}", attribute) for attribute in json.loads(path.read_text("utf-8")))


def test_every_kind_has_an_example():
    kinds = {events.PUBLISHED, events.SWITCHED, events.RESTARTED, events.TEST}
    assert {happening.kind for happening in happenings().values()} == kinds


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 300), st.integers(1, 200))
def test_an_event_can_be_carried_everywhere_and_follows_the_schema(count, length):
    body = told(count, "k" * (length - 4 if length > 8 else length))
    event = json.loads(body)
    assert len(body) <= LARGEST_EVENT
    assert errors(event) == []
    assert event["data"]["count"] == count
    assert "changes" not in event["data"] or len(event["data"]["changes"]) == count


def test_a_step_of_a_hundred_documents_names_them_all():
    assert len(json.loads(told(100))["data"]["changes"]) == 100


def test_a_larger_step_gives_their_number_and_where_to_read_them():
    event = json.loads(told(101))
    assert "changes" not in event["data"]
    assert event["dataref"] == (
        f"https://antwoord.gemeente.example/api/v1/changes?epoch={EPOCH}"
        "&since=42%402026-11-24T09%3A30%3A00.000Z&reach=42&channel=desk&channel=website"
    )


def without(*path: str) -> Callable[[Event], None]:
    def breaking(event: Event) -> None:
        for part in path[:-1]:
            event = event[part]
        del event[path[-1]]

    breaking.__name__ = f"without {path[-1]}"
    return breaking


def replaced(value: Any, *path: str | int) -> Callable[[Event], None]:
    def breaking(event: Any) -> None:
        for part in path[:-1]:
            event = event[part]
        event[path[-1]] = value

    breaking.__name__ = f"{path[-1]} is {value}"
    return breaking


BREAKING = [
    *(
        without(attribute)
        for attribute in ("specversion", "id", "source", "type", "subject", "time", "data", "dataref")
    ),
    without("data", "count"),
    without("data", "epoch"),
    without("data", "changes", 0, "href"),
    replaced("0.3", "specversion"),
    replaced("1", "id"),
    replaced("https://gemeente.example", "source"),
    replaced("published", "type"),
    replaced("nl.een-antwoord.test", "type"),
    replaced("", "subject"),
    replaced("24-11-2026", "time"),
    replaced("42", "data", "position"),
    replaced({}, "data", "channels"),
    replaced("xyz", "data", "channels", "website"),
    replaced(0, "data", "count"),
    replaced([], "data", "changes"),
    replaced("removed", "data", "changes", 0, "action"),
    replaced("Paspoort!", "data", "changes", 0, "key"),
    replaced("€ 83,87", "data", "changes", 0, "fee"),
    replaced("name@gemeente.example", "data", "author"),
]


@pytest.mark.parametrize("breaking", BREAKING, ids=lambda breaking: breaking.__name__)
def test_a_broken_event_is_refused(breaking):
    event = copy.deepcopy(json.loads((EXAMPLES / "published.json").read_text("utf-8")))
    breaking(event)
    assert errors(event) != []


@pytest.mark.parametrize("kind", ["restarted", "test"])
def test_what_tells_of_no_change_names_none(kind):
    event = json.loads((EXAMPLES / f"{kind}.json").read_text("utf-8"))
    event["data"]["count"] = 1
    assert errors(event) != []


def test_the_openapi_document_describes_what_is_sent():
    document = json.loads((CONTRACT / "openapi.json").read_text("utf-8"))
    [[_, webhook]] = document["webhooks"].items()
    body = webhook["post"]["requestBody"]["content"]["application/cloudevents+json"]
    headers = signing.headers(str(EPOCH), b"{}", [b"old", b"new"], RELEASED.instant)
    assert body["example"] == json.loads((EXAMPLES / "published.json").read_text("utf-8"))
    schema = json.loads(schema_of("events", "event").read_text())
    assert body["schema"] == {name: value for name, value in schema.items() if name != "$schema"}
    for parameter in webhook["post"]["parameters"]:
        assert Draft202012Validator(parameter["schema"], validate_formats=True).is_valid(headers.pop(parameter["name"]))
    assert headers == {}
