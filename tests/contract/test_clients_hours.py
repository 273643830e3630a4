"""Today's hours as a client says them: the hub's own cases, and the words around them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from clients.shared.facts.opening_hours import day_plan, next_opening
from clients.shared.facts.opening_text import Today, today, week
from clients.shared.hub.visit import AMSTERDAM, visit_of

CONTRACT = Path(__file__).resolve().parents[2] / "frontend-contract"
VECTORS = json.loads((CONTRACT / "vectors" / "hours.json").read_text("utf-8"))
MONDAY_TO_FRIDAY = [{"weekday": day, "opens": "09:00", "closes": "17:00", "access": "walkIn"} for day in range(1, 6)]
HOURS: dict[str, Any] = {
    "alwaysOpen": False,
    "pattern": [*MONDAY_TO_FRIDAY, {"weekday": 2, "opens": "18:00", "closes": "20:00", "access": "appointment"}],
    "seasons": [],
    "exceptions": [{"date": "2026-11-27", "reason": "Training", "times": []}],
    "holidays": [{"date": "2026-12-25", "name": "Eerste Kerstdag"}],
}


def why(case: dict[str, Any]) -> str:
    return case["why"]


@pytest.mark.parametrize("case", VECTORS["days"], ids=why)
def test_a_day_is_planned_as_the_hub_plans_it(case: dict[str, Any]) -> None:
    plan = day_plan(VECTORS["hours"][case["hours"]], date.fromisoformat(case["day"]))
    openings = [[f"{one.opens:%H:%M}", f"{one.closes:%H:%M}", one.access] for one in plan.openings]

    assert (openings, plan.reason) == (case["openings"], case["reason"])


@pytest.mark.parametrize("case", VECTORS["moments"], ids=why)
def test_a_moment_is_open_or_closed_as_the_hub_says(case: dict[str, Any]) -> None:
    visit = visit_of({}, datetime.fromisoformat(case["instant"]))

    assert (today({"value": VECTORS["hours"][case["hours"]]}, visit).state == "open") is case["open"]


@pytest.mark.parametrize("case", VECTORS["moments"], ids=why)
def test_the_next_opening_is_the_hubs(case: dict[str, Any]) -> None:
    found = next_opening(VECTORS["hours"][case["hours"]], datetime.fromisoformat(case["instant"]))

    assert ([found.opens.isoformat(), found.closes.isoformat()] if found else None) == case["next"]


def said(local: str, parameters: Mapping[str, str] = MappingProxyType({}), **changes: Any) -> Today:
    now = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM)
    return today({"value": HOURS | changes}, visit_of(parameters, now))


def test_open_says_until_when() -> None:
    assert said("2026-11-24T10:00").headline == "Nu open, tot 17.00 uur"


def test_today_lists_every_opening_with_its_access() -> None:
    found = said("2026-11-24T10:00")

    assert found.label == "Vandaag"
    assert found.times == ("9.00 – 17.00 uur zonder afspraak", "18.00 – 20.00 uur op afspraak")


def test_closed_between_two_openings_says_no_other_day() -> None:
    found = said("2026-11-24T17:30")

    assert (found.state, found.headline, found.after) == ("closed", "Nu gesloten", "")


def test_closed_for_the_day_says_when_it_opens_again() -> None:
    assert said("2026-11-26T17:00").after == "Weer open op maandag 30 november om 9.00 uur"


def test_a_day_that_differs_says_why() -> None:
    assert said("2026-11-27T10:00").times == ("gesloten (Training)",)


def test_another_moment_is_planned_and_never_now() -> None:
    found = said("2026-11-24T10:00", {"at": "2026-12-25"})

    assert (found.state, found.headline, found.label) == ("planned", "", "Vrijdag 25 december")
    assert found.times == ("gesloten (Eerste Kerstdag)",)


def test_english_says_it_in_english() -> None:
    assert said("2026-11-24T10:00", {"locale": "en"}).headline == "Open now, until 17:00"


def test_always_open_needs_no_times() -> None:
    assert said("2026-11-24T10:00", alwaysOpen=True) == Today("open", "Dag en nacht", "", (), "")


def test_hours_that_never_open_promise_nothing() -> None:
    assert said("2026-11-24T10:00", pattern=[]).after == ""


def test_the_week_starts_at_the_visited_day() -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)
    days = week({"value": HOURS}, visit_of({"at": "2026-12-24"}, now))

    assert [day.name for day in days][:2] == ["donderdag 24 december", "vrijdag 25 december"]
    assert [day.is_visited for day in days] == [True] + [False] * 6
