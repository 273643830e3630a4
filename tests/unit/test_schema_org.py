"""Special opening hours for search engines: what is stopped says nowhere that it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest

from releases.facts.opening_hours import DatedException, OpeningHours, OpenPeriod, Season, Stop
from releases.rendering.schema_org import special_specifications

NINE, NOON = time(9), time(12)
WEEK = (OpenPeriod(1, NINE, NOON, "walkIn"),)
STOPS = (Stop(date(2026, 12, 18), date(2027, 1, 11)),)
EVE = DatedException(date(2026, 12, 24), {"nl": "Kerstavond"}, ((NINE, NOON, "walkIn"),))
WINTER = Season(date(2026, 12, 14), date(2027, 1, 31), {"nl": "Winter"}, WEEK, replaces_week=False)


@pytest.fixture
def hours() -> OpeningHours:
    return OpeningHours("desk", None, WEEK)


def special(hours: OpeningHours) -> list[tuple[str, str]]:
    renderer: Any = SimpleNamespace(locale="nl")
    return [(each["validFrom"], each["validThrough"]) for each in special_specifications(hours, renderer, STOPS)]


def test_an_exception_in_a_stop_is_left_out(hours: OpeningHours) -> None:
    assert special(replace(hours, exceptions=(EVE,))) == []


def test_an_exception_beside_a_stop_is_told(hours: OpeningHours) -> None:
    beside = replace(EVE, day=date(2027, 1, 11))
    assert special(replace(hours, exceptions=(beside,))) == [("2027-01-11", "2027-01-11")]


def test_a_season_is_told_before_and_after_a_stop(hours: OpeningHours) -> None:
    assert special(replace(hours, seasons=(WINTER,))) == [("2026-12-14", "2026-12-17"), ("2027-01-11", "2027-01-31")]


def test_a_season_within_a_stop_is_left_out(hours: OpeningHours) -> None:
    within = replace(WINTER, first=date(2026, 12, 20), last=date(2027, 1, 3))
    assert special(replace(hours, seasons=(within,))) == []
