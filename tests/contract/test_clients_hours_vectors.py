"""The clients' own rules for opening hours give the same answers as the hub's, on the same cases."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from clients.hours import day_plan, is_open, next_opening
from tests.unit.hours_vectors import VECTORS


def why(case):
    return case["why"]


@pytest.mark.parametrize("case", VECTORS["days"], ids=why)
def test_a_client_plans_a_day_as_the_hub(case):
    plan = day_plan(VECTORS["hours"][case["hours"]], date.fromisoformat(case["day"]))

    assert [[f"{one.opens:%H:%M}", f"{one.closes:%H:%M}", one.access] for one in plan.openings] == case["openings"]
    assert plan.reason == case["reason"]


@pytest.mark.parametrize("case", VECTORS["moments"], ids=why)
def test_a_client_is_open_when_the_hub_is(case):
    hours, instant = VECTORS["hours"][case["hours"]], datetime.fromisoformat(case["instant"])
    found = next_opening(hours, instant)

    assert is_open(hours, instant) is case["open"]
    assert ([found.opens.isoformat(), found.closes.isoformat()] if found else None) == case["next"]
