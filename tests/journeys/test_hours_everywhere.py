"""Opening hours in every document of every channel of the sample: the usual week, and nothing that is over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from een_antwoord_sync.core import State, parse_bundle
from releases.channels import channels_on
from tests.journeys.running_hub import Hub

pytestmark = pytest.mark.slow
CHANNELS = tuple(channels_on(()))
FORMS = ("text", "plain", "spoken")


@pytest.fixture(scope="module")
def documents(hub: Hub) -> list[dict[str, Any]]:
    """In each of their periods."""
    token = hub.manage("issue_token", "hours", "--channels", ",".join(CHANNELS)).stdout.strip()
    headers = {"Authorization": f"Bearer {token}"}
    bundles = (
        httpx.get(f"{hub.url}/api/v1/channels/{channel}/bundle", headers=headers, timeout=120) for channel in CHANNELS
    )
    parts = (part for bundle in bundles for part in parse_bundle(bundle.content.splitlines()))
    return [json.loads(part[1]) for part in parts if not isinstance(part, State)]


def hours(documents: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield from (fact for fact in document.get("facts", {}).values() if fact["kind"] == "openingHours")


def test_no_channel_tells_a_season_or_an_exception_in_the_text_of_a_fact(documents: list[dict[str, Any]]) -> None:
    found = list(hours(documents))
    names = [
        [each["label"] for each in fact["value"]["seasons"]] + [each["reason"] for each in fact["value"]["exceptions"]]
        for fact in found
    ]
    assert any(names)
    wrong = {
        fact[form]
        for fact, own in zip(found, names, strict=True)
        for form in FORMS
        for name in own
        if name and name in fact[form]
    }
    assert wrong == set()


def test_no_text_of_a_fact_tells_a_year(documents: list[dict[str, Any]]) -> None:
    assert {fact["text"] for fact in hours(documents) if re.search(r"\b20\d\d\b", fact["text"])} == set()


def test_the_same_hours_are_the_same_in_every_channel(documents: list[dict[str, Any]]) -> None:
    told: dict[tuple[str, str], set[str]] = {}
    for document in documents:
        for key, fact in document.get("facts", {}).items():
            if fact["kind"] == "openingHours":
                told.setdefault((key, document["contentLocale"]), set()).add(json.dumps(fact, sort_keys=True))
    assert {key: len(each) for key, each in told.items()} == dict.fromkeys(told, 1)
