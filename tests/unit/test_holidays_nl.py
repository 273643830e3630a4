"""The days on which Dutch counters are closed."""

from __future__ import annotations

from datetime import date

import pytest

from releases.facts.holidays_nl import dutch_holidays


def test_the_holidays_of_a_year_in_order_and_in_two_languages():
    assert [(day.day.isoformat(), day.name["nl"]) for day in dutch_holidays([2027])] == [
        ("2027-01-01", "Nieuwjaarsdag"),
        ("2027-03-28", "Eerste paasdag"),
        ("2027-03-29", "Tweede paasdag"),
        ("2027-04-27", "Koningsdag"),
        ("2027-05-06", "Hemelvaartsdag"),
        ("2027-05-16", "Eerste pinksterdag"),
        ("2027-05-17", "Tweede pinksterdag"),
        ("2027-12-25", "Eerste kerstdag"),
        ("2027-12-26", "Tweede kerstdag"),
    ]
    assert dutch_holidays([2027])[3].name["en"] == "King's Day"


@pytest.mark.parametrize(("year", "celebrated"), [(2025, True), (2026, False), (2029, False), (2030, True)])
def test_liberation_day_closes_counters_once_in_five_years(year, celebrated):
    assert (date(year, 5, 5) in {holiday.day for holiday in dutch_holidays([year])}) is celebrated


def test_king_s_day_moves_to_saturday_when_it_would_be_a_sunday():
    assert [day.day for day in dutch_holidays([2025]) if day.name["nl"] == "Koningsdag"] == [date(2025, 4, 26)]


@pytest.mark.parametrize("asked", [True, False])
def test_good_friday_is_a_closing_day_only_when_asked(asked):
    assert (date(2027, 3, 26) in {day.day for day in dutch_holidays([2027], good_friday=asked)}) is asked


def test_several_years_are_in_order_and_without_doubles():
    days = [holiday.day for holiday in dutch_holidays([2027, 2026, 2027])]

    assert days == sorted(set(days))
    assert {day.year for day in days} == {2026, 2027}
