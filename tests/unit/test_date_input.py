"""Dates and times as people write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.date_input import parse_day, parse_moment, parse_time

NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "01-01-2027", "1-1-2027", "1/1/2027", "01.01.2027", "1 1 2027", "1 januari 2027", "1 Januari 2027", "1 jan 2027",
        "1 jan. 2027", "1-jan-2027", "1 January 2027", "2027-01-01", "2027-1-1", " 1-1-2027 ",
    ],
)  # fmt: skip
def test_a_day_is_understood_in_each_usual_spelling(text: str) -> None:
    assert parse_day(text) == NEW_YEAR


@pytest.mark.parametrize(
    ("text", "month"),
    [("4 mrt 2027", 3), ("4 maart 2027", 3), ("4 March 2027", 3), ("4 mei 2027", 5), ("4 May 2027", 5), ("4 sept 2027", 9), ("4 okt 2027", 10), ("4 oct 2027", 10)],
)  # fmt: skip
def test_a_month_is_known_by_its_dutch_and_english_name(text: str, month: int) -> None:
    assert parse_day(text) == date(2027, month, 4)


def test_the_day_comes_first() -> None:
    assert parse_day("3-4-2027") == date(2027, 4, 3)


@pytest.mark.parametrize(
    "text", ["", "morgen", "31-02-2027", "1-13-2027", "1-1-27", "1-1", "0207-01-01", "1-1/2027", "1 foo 2027", "١-١-٢٠٢٧", "1-1-20277"]
)  # fmt: skip
def test_anything_else_is_no_day(text: str) -> None:
    assert parse_day(text) is None


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_what_is_shown_is_understood(day: date) -> None:
    assert parse_day(f"{day:%d-%m-%Y}") == parse_day(day.isoformat()) == day


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    for parse in (parse_day, parse_time, parse_moment):
        parse(text)


@pytest.mark.parametrize("text", ["9.00", "9:00", "09:00", "9.00 uur", "9:00u", "9 uur", "9u", "09:00:00"])
def test_a_time_is_understood_in_each_usual_spelling(text: str) -> None:
    assert parse_time(text) == time(9)


@pytest.mark.parametrize("text", ["", "9", "25:00", "9.60", "9.5", "negen", "9:00 pm", "18,00"])
def test_anything_else_is_no_time(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "28-11-2026 23:59", "28-11-2026 23.59 uur", "28 november 2026 23:59", "28 november 2026 om 23.59 uur",
        "28 nov 2026, 23:59", "2026-11-28 23:59", "2026-11-28T23:59:00",
    ],
)  # fmt: skip
def test_a_moment_is_a_day_and_a_time(text: str) -> None:
    assert parse_moment(text) == datetime.combine(date(2026, 11, 28), time(23, 59))


@pytest.mark.parametrize("text", ["", "28-11-2026", "23:59", "28-11-2026 24:30", "32-11-2026 23:59"])
def test_anything_else_is_no_moment(text: str) -> None:
    assert parse_moment(text) is None
