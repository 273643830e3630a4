"""Today's hours as a client says them: the hub's own cases, and the words around them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from clients.shared.facts.opening_hours import day_plan, is_open, next_opening
from clients.shared.facts.opening_layers import ahead_lines, day_line, moment_line, week_table
from clients.shared.facts.opening_text import Today, not_over, phones_are_down, today, week
from clients.shared.facts.opening_voice import voices
from clients.shared.hub.visit import AMSTERDAM, visit_of
from releases.facts import spoken
from tests.contract import opening_words
from tests.contract.opening_words import LOCALES

CONTRACT = Path(__file__).resolve().parents[2] / "frontend-contract"
VECTORS = json.loads((CONTRACT / "vectors" / "hours.json").read_text("utf-8"))
MONDAY_TO_FRIDAY = [{"weekday": day, "opens": "09:00", "closes": "17:00", "access": "walkIn"} for day in range(1, 6)]
STOP = {"validFrom": "2026-11-24", "validUntil": "2026-11-30", "reason": "Storing"}
HOURS: dict[str, Any] = {
    "channel": "desk",
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
    assert is_open(VECTORS["hours"][case["hours"]], datetime.fromisoformat(case["instant"])) is case["open"]


@pytest.mark.parametrize("case", VECTORS["moments"], ids=why)
def test_the_next_opening_is_the_hubs(case: dict[str, Any]) -> None:
    found = next_opening(VECTORS["hours"][case["hours"]], datetime.fromisoformat(case["instant"]))

    assert ([found.opens.isoformat(), found.closes.isoformat()] if found else None) == case["next"]


@pytest.mark.parametrize("case", VECTORS["lines"], ids=why)
def test_a_moment_is_told_as_the_hub_tells_it(case: dict[str, Any]) -> None:
    hours, stops = VECTORS["hours"][case["hours"]], VECTORS["stops"][case["stops"]]
    told = moment_line(hours, datetime.fromisoformat(case["instant"]), case["locale"], stops)

    assert (told.state, *told.line) == (case["state"], case["text"], case["spoken"])


@pytest.mark.parametrize("case", VECTORS["dayLines"], ids=why)
def test_a_day_is_told_as_the_hub_tells_it(case: dict[str, Any]) -> None:
    hours, stops = VECTORS["hours"][case["hours"]], VECTORS["stops"][case["stops"]]

    assert day_line(hours, date.fromisoformat(case["day"]), case["locale"], stops) == (case["text"], case["spoken"])


@pytest.mark.parametrize("case", VECTORS["weekTables"], ids=why)
def test_seven_days_are_told_as_the_hub_tells_them(case: dict[str, Any]) -> None:
    hours, stops = VECTORS["hours"][case["hours"]], VECTORS["stops"][case["stops"]]
    rows = week_table(hours, date.fromisoformat(case["day"]), case["locale"], stops)

    assert [asdict(row) | {"day": row.day.isoformat(), "times": list(row.times)} for row in rows] == case["rows"]


@pytest.mark.parametrize("case", VECTORS["ahead"], ids=why)
def test_what_differs_ahead_is_told_as_the_hub_tells_it(case: dict[str, Any]) -> None:
    hours, stops = VECTORS["hours"][case["hours"]], VECTORS["stops"][case["stops"]]
    lines = ahead_lines(hours, date.fromisoformat(case["day"]), case["locale"], stops)

    assert [tuple(line) for _, line in lines] == [(each["text"], each["spoken"]) for each in case["lines"]]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_minute_is_spoken_as_the_hub_speaks_it(locale: str) -> None:
    voice = voices(HOURS, locale)[1]
    clocks = [time(minute // 60, minute % 60) for minute in range(24 * 60)]

    assert [voice.clock(each) for each in clocks] == [spoken.clock(each, locale) for each in clocks]


def test_the_words_of_clients_are_those_of_the_hub() -> None:
    assert [path.read_text("utf-8") for path, _ in opening_words.files()] == [text for _, text in opening_words.files()]


def said(local: str, parameters: Mapping[str, str] = MappingProxyType({}), **changes: Any) -> Today:
    now = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM)
    return today("balie", document(**changes), visit_of(parameters, now))


def document(stops: dict[str, Any] = MappingProxyType({}), **changes: Any) -> dict[str, Any]:
    return {"facts": {"balie": {"value": HOURS | changes}}, "stops": stops}


def test_now_says_until_when_and_how() -> None:
    assert said("2026-11-24T10:00").line.text == "Nu open tot 17.00 uur (zonder afspraak)."


def test_another_moment_is_planned_and_never_now() -> None:
    found = said("2026-11-24T10:00", {"at": "2026-12-25"})

    assert (found.state, found.line.text) == ("planned", "Vrijdag 25 december (Eerste Kerstdag): gesloten.")


def test_english_says_it_in_english() -> None:
    assert said("2026-11-24T10:00", {"locale": "en"}).line.text == "Open now until 17:00 (without appointment)."


def test_a_stop_of_the_document_closes() -> None:
    found = said("2026-11-24T10:00", stops={"balie": [STOP]})

    assert found.line.text == "Nu gesloten (Storing). Weer open op maandag 30 november om 9.00 uur (zonder afspraak)."


def test_a_route_closes_by_its_own_stops() -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)
    found = today("balie", document(), visit_of({}, now), {"stops": [STOP]})

    assert found.state == "closed"


@pytest.mark.parametrize(("channel", "day", "down"), [("phone", 24, True), ("phone", 30, False), ("desk", 24, False)])
def test_no_number_is_offered_while_hours_of_the_telephone_are_stopped(channel: str, day: int, down: bool) -> None:
    now = datetime(2026, 11, day, 10, tzinfo=AMSTERDAM)

    assert phones_are_down(document({"balie": [STOP]}, channel=channel), visit_of({}, now)) is down


def test_a_document_of_before_stops_were_told_is_computed_without() -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)

    assert today("balie", {"facts": {"balie": {"value": HOURS}}}, visit_of({}, now), {}).state == "open"


def test_the_week_starts_at_the_visited_day() -> None:
    now = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM)
    days = week("balie", document(), visit_of({"at": "2026-12-24"}, now))

    assert [day.name for day in days][:2] == ["donderdag 24 december", "vrijdag 25 december"]
    assert [day.is_visited for day in days] == [True] + [False] * 6


def test_always_open_needs_no_table() -> None:
    assert week("balie", document(alwaysOpen=True), visit_of({}, datetime(2026, 11, 24, tzinfo=AMSTERDAM))) == []


def test_data_for_search_engines_leaves_out_what_is_over() -> None:
    special = [{"validThrough": "2026-01-01"}, {"validThrough": "2026-12-25"}, {"validFrom": "2026-01-01"}]

    left = not_over({"specialOpeningHoursSpecification": special}, date(2026, 11, 24))
    assert left["specialOpeningHoursSpecification"] == special[1:]
