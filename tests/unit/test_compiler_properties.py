"""Properties of any snapshot: the same bytes again, and the same facts in every channel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Compiled
from releases.core import canonical
from releases.core.intervals import on_day
from releases.core.periods import civil_day
from releases.parity.comparison import check_documents, check_plain, check_rendered
from releases.snapshot import Snapshot
from tests.contract.schemas import errors
from tests.unit.generated_snapshots import any_snapshot

pytestmark = pytest.mark.slow

Json = dict[str, Any]
few = settings(max_examples=25, deadline=None)
MOMENTS = [datetime(year, month, 15, tzinfo=UTC) for year in (2023, 2025, 2026, 2027) for month in (3, 9)]


def moments(compiled: Compiled) -> Iterator[tuple[datetime, list[Json]]]:
    """What can be read at each moment."""
    for moment in MOMENTS:
        yield moment, [json.loads(period.body) for each in compiled.documents if (period := each.period_at(moment))]


@few
@given(any_snapshot())
def test_the_same_snapshot_gives_the_same_bytes(content: Snapshot):
    assert compile_snapshot(content) == compile_snapshot(content)


@few
@given(any_snapshot())
def test_facts_without_a_gap_give_no_problems(content: Snapshot):
    assert compile_snapshot(content).problems == ()


@few
@given(any_snapshot())
def test_channels_never_contradict_each_other(content: Snapshot):
    for _, documents in moments(compile_snapshot(content)):
        assert check_documents(documents) == []


@few
@given(any_snapshot())
def test_one_fact_has_the_same_bytes_in_every_document(content: Snapshot):
    for _, documents in moments(compile_snapshot(content)):
        bodies: dict[tuple[str, str], set[bytes]] = {}
        for document in documents:
            for key, fact in document["facts"].items():
                bodies.setdefault((key, document["contentLocale"]), set()).add(canonical.dumps(fact))
        assert {key: len(found) for key, found in bodies.items() if len(found) > 1} == {}


@few
@given(any_snapshot())
def test_a_product_tells_in_every_channel_each_fact_that_is_true_and_must_be_told(content: Snapshot):
    for moment, documents in moments(compile_snapshot(content)):
        for document in documents:
            if document["kind"] == "product":
                listed = [fact.key for fact in content.products[document["key"]].facts if fact.everywhere]
                true = {key for key in listed if on_day(content.facts[key].values, civil_day(moment))}
                assert true <= set(document["facts"])


@few
@given(any_snapshot())
def test_an_email_tells_each_of_them_in_every_form(content: Snapshot):
    for _, documents in moments(compile_snapshot(content)):
        for document in documents:
            if (document["channel"], document["kind"]) == ("email", "product"):
                assert check_rendered(document["html"], document) == []
                assert check_rendered(document["letter"], document) == []
                assert check_plain(document["text"], document) == []


@few
@given(any_snapshot())
def test_every_document_follows_its_schema_and_is_canonical(content: Snapshot):
    for document in compile_snapshot(content).documents:
        for period in document.periods:
            parsed = json.loads(period.body)
            assert errors(parsed) == []
            assert canonical.dumps(parsed) == period.body
            assert canonical.digest(period.body) == period.digest
