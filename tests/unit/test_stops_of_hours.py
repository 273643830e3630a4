"""Stops reach a product by its own route only, and all that is told at a location; a fact keeps its bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from releases.compiling.compiler import compile_snapshot
from releases.snapshot import Availability, Snapshot
from tests.contract.example_municipality import DESK, LINE, municipality

AT = datetime(2026, 11, 20, tzinfo=UTC)
OUTAGE = Availability("stopped", {"nl": "Geen stroom"}, None, date(2026, 11, 19), date(2027, 1, 11))
STOP = {"validFrom": "2026-11-19", "validUntil": "2027-01-11", "reason": "Geen stroom"}
Json = dict[str, Any]


def without_power(town: Snapshot) -> Snapshot:
    hall = replace(town.locations["gemeentehuis"], availability=(OUTAGE,))
    return replace(town, locations={**town.locations, "gemeentehuis": hall})


def documents(town: Snapshot) -> dict[tuple[str, str, str], Json]:
    """In Dutch."""
    made = (each for each in compile_snapshot(town).documents if each.locale == "nl")
    return {
        (each.channel, each.kind, each.key): json.loads(
            next(p.body for p in reversed(each.periods) if p.starts is None or p.starts <= AT)
        )
        for each in made
    }


@pytest.fixture(scope="module")
def usual() -> dict[tuple[str, str, str], Json]:
    return documents(municipality())


@pytest.fixture(scope="module")
def stopped() -> dict[tuple[str, str, str], Json]:
    return documents(without_power(municipality()))


def route(document: Mapping[str, Any], key: str) -> Json:
    return next(each for each in document["routes"] if each["key"] == key)


def test_a_stop_changes_no_fact_in_any_document(usual, stopped):
    assert {at: document.get("facts") for at, document in stopped.items()} == {
        at: document.get("facts") for at, document in usual.items()
    }


def test_every_document_that_tells_hours_of_a_stopped_location_has_its_stop(stopped):
    telling = [each for each in stopped.values() if DESK in each.get("facts", {})]
    assert {each["channel"] for each in telling} >= {"website", "desk", "phone", "email"}
    assert [each["key"] for each in telling if STOP not in each["stops"][DESK]] == []


@pytest.mark.parametrize("channel", ["website", "desk", "phone"])
def test_a_route_at_a_stopped_location_is_stopped(stopped, channel):
    desk = route(stopped[channel, "product", "paspoort"], "balie")
    assert (desk["availability"]["status"], desk["stops"]) == ("stopped", [STOP])


def test_a_stop_of_a_route_touches_its_product_only(usual):
    product, hall = usual["desk", "product", "paspoort"], usual["desk", "organisation", "gemeente"]
    assert route(product, "telefoon")["stops"]
    assert LINE in hall["facts"]
    assert "stops" not in hall


def test_service_channels_of_search_engines_are_closed_in_a_stop_ahead(usual):
    channels = usual["website", "product", "paspoort"]["jsonLd"]["availableChannel"]
    phone = next(each for each in channels if "servicePhone" in each)
    closed = [each for each in phone["servicePhone"]["hoursAvailable"] if each["opens"] == each["closes"] == "00:00"]
    assert ("2026-11-23", "2026-11-27") in {(each["validFrom"], each["validThrough"]) for each in closed}
