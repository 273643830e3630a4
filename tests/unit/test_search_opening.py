"""Open or closed beside a result, by the same cases as every other implementation of the rules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from search.answers.opening import opening_at
from tests.unit.hours_vectors import VECTORS

HOURS = VECTORS["hours"]
TOWN_HALL = {"label": "Balie", "text": "…", "value": HOURS["townHall"]}
STOPS = VECTORS["stops"]


def document(fact, stops=()):
    return {"contentLocale": "nl", "facts": {"balie": fact}, "stops": {"balie": stops}}


@pytest.mark.parametrize(
    ("instant", "is_open", "changes"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), True, "2026-03-02T17:00:00+01:00"),
        (datetime(2026, 3, 2, 18, tzinfo=UTC), False, "2026-03-03T09:00:00+01:00"),
        (datetime(2026, 11, 27, 10, tzinfo=UTC), False, "2026-11-30T09:00:00+01:00"),
    ],
)
def test_it_is_said_until_when(instant, is_open, changes):
    found = opening_at("balie", document(TOWN_HALL), instant)
    assert (found["open"], found["changesAt"]) == (is_open, changes)


def test_a_stop_closes_and_moves_what_comes_next():
    found = opening_at("balie", document(TOWN_HALL, STOPS["outage"]), datetime(2026, 12, 18, 9, tzinfo=UTC))
    assert (found["open"], found["changesAt"]) == (False, "2027-01-11T09:00:00+01:00")
    assert found["line"]["text"].startswith("Nu gesloten (Geen stroom). Weer open op maandag 11 januari")


def test_the_fact_is_told_as_it_is_while_it_is_stopped():
    found = opening_at("balie", document(TOWN_HALL, STOPS["outage"]), datetime(2026, 12, 18, 9, tzinfo=UTC))
    assert found["text"] == TOWN_HALL["text"]


def test_what_is_always_open_never_changes():
    always = {"label": "Website", "text": "…", "value": TOWN_HALL["value"] | {"alwaysOpen": True}}
    found = opening_at("balie", document(always), datetime(2026, 1, 1, tzinfo=UTC))
    assert (found["open"], found["changesAt"]) == (True, None)
