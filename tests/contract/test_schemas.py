"""Documents that the hub compiles and examples that teams build on are held to the same schemas."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema_rs import meta

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.parity.comparison import check_documents
from tests.contract.examples import examples
from tests.contract.schemas import CONTRACT, EVERY_CHANNEL, document_examples, errors, schema_of
from tests.unit.snapshots import snapshot

EXAMPLES = document_examples()
SCHEMAS = sorted((CONTRACT / "schemas").rglob("*.schema.json"))
COMPILED = [
    (f"{document.channel} {document.kind} {document.locale} {position}", json.loads(period.body))
    for document in compile_snapshot(snapshot()).documents
    for position, period in enumerate(document.periods)
]


def name(path: Any) -> str:
    return str(path.relative_to(CONTRACT))


@pytest.mark.parametrize("path", SCHEMAS, ids=name)
def test_a_schema_is_a_schema(path):
    meta.validate(json.loads(path.read_text()))


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_an_example_follows_its_schema(path):
    document = json.loads(path.read_text())

    assert errors(document) == []
    channel = "website" if path.parent.name == EVERY_CHANNEL else path.parent.name
    assert (document["channel"], document["kind"]) == (channel, path.name.split(".")[0])


@pytest.mark.parametrize(("name", "document"), COMPILED, ids=[name for name, _ in COMPILED])
def test_what_is_compiled_follows_its_schema(name, document):
    assert errors(document) == []


def test_the_examples_are_what_the_hub_compiles():
    """`python -m tests.contract.examples` writes them anew."""
    assert {path: path.read_text("utf-8") for path in EXAMPLES} == dict(examples())


def test_the_examples_do_not_contradict_each_other():
    assert check_documents(json.loads(path.read_text("utf-8")) for path in EXAMPLES) == []


def test_every_channel_and_kind_has_an_example():
    exemplified = {(path.parent.name, path.name.split(".")[0]) for path in EXAMPLES}
    folders = {*CHANNELS, EVERY_CHANNEL}
    described = {(path.parent.name, path.name.split(".")[0]) for path in SCHEMAS if path.parent.name in folders}

    assert exemplified == described


def test_each_kind_of_each_channel_is_described():
    assert [
        kind for channel in CHANNELS.values() for kind in channel.kinds if not schema_of(channel.name, kind).exists()
    ] == []


def without_facts(document: dict[str, Any]) -> None:
    del document["facts"]


def with_a_stranger(document: dict[str, Any]) -> None:
    document["fee"] = "83.87"


def with_a_bad_key(document: dict[str, Any]) -> None:
    document["key"] = "Paspoort!"


def with_a_fact_of_another_kind(document: dict[str, Any]) -> None:
    document["facts"] = {"a.b": {"kind": "amount", "value": {"amount": "83,87"}}}


def with_a_promise_that_is_no_key(document: dict[str, Any]) -> None:
    document["everywhere"] = ["Leges!"]


def with_a_number_as_price(document: dict[str, Any]) -> None:
    document["jsonLd"] = {"@context": "https://schema.org", "@type": "GovernmentService", "offers": [{"price": 83.87}]}


BREAKING = [
    without_facts,
    with_a_stranger,
    with_a_bad_key,
    with_a_fact_of_another_kind,
    with_a_promise_that_is_no_key,
    with_a_number_as_price,
]


@pytest.mark.parametrize("breaking", BREAKING)
@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_a_broken_example_is_refused(path, breaking: Callable[[dict[str, Any]], None]):
    document = copy.deepcopy(json.loads(path.read_text()))

    breaking(document)

    assert errors(document) != []
