"""Opening hours told for a moment: rules, closures, new weeks and stops, each by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from releases.core.periods import AMSTERDAM
from releases.facts.hours import is_open
from releases.facts.hours_layers import ahead_lines, day_line, moment_line, week_table
from releases.facts.opening_hours import (
    Closure,
    Holiday,
    OpeningHours,
    OpenPeriod,
    RecurringRule,
    Season,
    Stop,
    UsualWeek,
)

NINE, FIVE = time(9), time(17)


def on(weekdays, opens=NINE, closes=FIVE, access="walkIn"):
    return tuple(OpenPeriod(weekday, opens, closes, access) for weekday in weekdays)


WEEK = OpeningHours("desk", "gemeentehuis", on(range(1, 6)))
LINE = replace(WEEK, channel="phone", location=None)
BAR = replace(LINE, pattern=on((6,), time(20), time(2)))
NEW_YEAR = replace(
    LINE, weeks=(UsualWeek(None, on(range(1, 6))), UsualWeek(date(2027, 1, 4), on(range(1, 5), time(8))))
)
SATURDAY = RecurringRule({"nl": "zaterdagopenstelling"}, ((time(10), time(12), "walkIn"),), "first", 6)
EVEN = RecurringRule({"nl": "avond"}, ((time(18), time(20), "appointment"),), "even", 2)
EVE = RecurringRule({"nl": "Oudejaarsdag"}, ((NINE, time(12), "walkIn"),), month=12, day=31)
WORKS = Closure(date(2026, 12, 21), date(2027, 1, 8), {"nl": "verbouwing"})
OUTAGE = Stop(date(2026, 12, 18), date(2027, 1, 11), {"nl": "Geen stroom"})


def told(hours, local, stops=(), locale="nl"):
    return moment_line(hours, datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM), locale, stops).line


@pytest.mark.parametrize(
    ("hours", "day", "text"),
    [
        (replace(LINE, rules=(SATURDAY,)), date(2026, 12, 5), "Zaterdag 5 december (zaterdagopenstelling): van 10.00 tot 12.00 uur."),
        (replace(LINE, rules=(SATURDAY,)), date(2026, 12, 12), "Zaterdag 12 december: gesloten."),
        (replace(LINE, rules=(replace(SATURDAY, weeks="last"),)), date(2026, 12, 26), "Zaterdag 26 december (zaterdagopenstelling): van 10.00 tot 12.00 uur."),
        (replace(WEEK, rules=(EVEN,)), date(2026, 12, 8), "Dinsdag 8 december (avond): van 18.00 tot 20.00 uur (op afspraak)."),
        (replace(WEEK, rules=(EVEN,)), date(2026, 12, 1), "Dinsdag 1 december: van 9.00 tot 17.00 uur (zonder afspraak)."),
        (replace(LINE, rules=(EVE,)), date(2029, 12, 31), "Maandag 31 december (Oudejaarsdag): van 9.00 tot 12.00 uur."),
        (replace(LINE, closures=(WORKS,)), date(2027, 1, 8), "Vrijdag 8 januari (verbouwing): gesloten."),
        (replace(LINE, holidays=(Holiday(date(2027, 4, 27), {"nl": "Koningsdag"}),)), date(2027, 4, 27), "Dinsdag 27 april (Koningsdag): gesloten."),
        (NEW_YEAR, date(2027, 1, 4), "Maandag 4 januari: van 8.00 tot 17.00 uur."),
        (NEW_YEAR, date(2027, 1, 1), "Vrijdag 1 januari: van 9.00 tot 17.00 uur."),
        (BAR, date(2026, 12, 5), "Zaterdag 5 december: van 20.00 tot 2.00 uur."),
        (replace(LINE, pattern=on((6,), time(20), time(0))), date(2026, 12, 5), "Zaterdag 5 december: van 20.00 tot 24.00 uur."),
    ],
)  # fmt: skip
def test_a_day_is_told_with_its_name(hours, day, text):
    assert day_line(hours, day, "nl").text == text


def test_a_season_that_names_one_day_changes_that_day_only():
    summer = Season(
        date(2027, 7, 19), date(2027, 8, 27), {"nl": "zomer"}, on((4,), NINE, time(20)), replaces_week=False
    )
    hours = replace(LINE, seasons=(summer,))
    assert day_line(hours, date(2027, 7, 22), "nl").text == "Donderdag 22 juli (zomer): van 9.00 tot 20.00 uur."
    assert day_line(hours, date(2027, 7, 23), "nl").text == "Vrijdag 23 juli: van 9.00 tot 17.00 uur."


def test_a_season_that_replaces_the_week_closes_the_other_days():
    summer = Season(date(2027, 7, 19), date(2027, 8, 27), {"nl": "zomer"}, on((4,)))
    assert (
        day_line(replace(LINE, seasons=(summer,)), date(2027, 7, 23), "nl").text == "Vrijdag 23 juli (zomer): gesloten."
    )


def test_past_midnight_it_is_still_open():
    assert told(BAR, "2026-12-06T01:30").text == "Nu open tot 2.00 uur."
    assert told(BAR, "2026-12-06T02:00").text == "Nu gesloten. Weer open op zaterdag 12 december om 20.00 uur."


def test_two_openings_without_a_pause_are_one():
    hours = replace(LINE, pattern=on((1,), NINE, time(12)) + on((1,), time(12), FIVE))
    assert told(hours, "2026-11-30T10:00").text == "Nu open tot 17.00 uur."


def test_an_end_at_midnight_is_spoken_as_midnight():
    assert told(replace(LINE, pattern=on((6,), time(20), time(0))), "2026-12-05T21:00") == (
        "Nu open tot 24.00 uur.", "Nu open tot middernacht.",
    )  # fmt: skip


def test_each_access_has_its_own_end():
    hours = replace(
        WEEK,
        pattern=on((1,), NINE, time(12)) + on((1,), NINE, FIVE, "appointment") + on((1,), NINE, FIVE, "collection"),
    )
    assert (
        told(hours, "2026-11-30T10:00").text
        == "Nu open: zonder afspraak tot 12.00 uur, op afspraak en ophalen tot 17.00 uur."
    )


def test_walking_in_is_not_said_of_a_telephone_line():
    assert "afspraak" not in told(LINE, "2026-11-30T10:00").text
    assert "afspraak" not in " ".join(week_table(LINE, date(2026, 11, 30), "nl")[0].times)


def test_an_outage_that_covers_a_weekend_moves_the_next_opening():
    assert told(WEEK, "2026-12-18T10:00", (OUTAGE,)).text == (
        "Nu gesloten (Geen stroom). Weer open op maandag 11 januari om 9.00 uur (zonder afspraak)."
    )


def test_stops_that_overlap_end_with_the_last_of_them():
    other = Stop(date(2027, 1, 5), date(2027, 1, 13))
    assert "woensdag 13 januari" in told(WEEK, "2026-12-18T10:00", (OUTAGE, other)).text
    assert "woensdag 13 januari" in told(WEEK, "2026-12-18T10:00", (other, OUTAGE)).text


def test_a_stop_without_an_end_promises_nothing():
    assert told(WEEK, "2026-12-18T10:00", (Stop(date(2026, 12, 1)),)).text == "Tijdelijk gesloten."


def test_what_is_always_open_can_be_stopped():
    always = replace(LINE, always_open=True)
    assert told(always, "2026-12-18T10:00").text == "Dag en nacht open."
    assert not is_open(always, datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM), (OUTAGE,))


def test_what_runs_into_a_stop_ends_where_it_begins():
    assert told(BAR, "2026-12-05T21:00", (Stop(date(2026, 12, 6), date(2026, 12, 8)),)).text == "Nu open tot 24.00 uur."


def ahead(hours, day, stops=()):
    return [each.line.text for each in ahead_lines(hours, day, "nl", stops)]


def test_what_is_different_ahead_is_a_list_with_names():
    hours = replace(
        NEW_YEAR, closures=(WORKS,), rules=(SATURDAY,), holidays=(Holiday(date(2027, 1, 1), {"nl": "Nieuwjaar"}),)
    )
    assert ahead(hours, date(2026, 12, 1)) == [
        "Zaterdag 5 december (zaterdagopenstelling): van 10.00 tot 12.00 uur.",
        "Maandag 21 december tot en met vrijdag 8 januari (verbouwing): gesloten.",
        "Vanaf maandag 4 januari (nieuwe openingstijden): maandag tot en met donderdag van 8.00 tot 17.00 uur.",
    ]


def test_what_is_over_is_not_told_and_what_goes_on_says_until_when():
    assert ahead(replace(LINE, closures=(WORKS,)), date(2027, 1, 9)) == []
    assert ahead(replace(LINE, closures=(WORKS,)), date(2027, 1, 5)) == [
        "Tot en met vrijdag 8 januari (verbouwing): gesloten."
    ]


def test_a_stop_stands_among_what_is_different():
    assert ahead(LINE, date(2026, 12, 1), (OUTAGE,)) == [
        "Vrijdag 18 december tot en met zondag 10 januari (Geen stroom): gesloten."
    ]
    assert ahead(LINE, date(2026, 12, 1), (Stop(),)) == ["Tot nader bericht: tijdelijk gesloten."]


def test_a_holiday_on_a_day_that_is_closed_anyway_changes_nothing():
    assert (
        ahead(replace(LINE, holidays=(Holiday(date(2026, 12, 26), {"nl": "Tweede kerstdag"}),)), date(2026, 12, 1))
        == []
    )


def test_the_table_of_seven_days_says_why_a_day_differs():
    rows = week_table(replace(LINE, closures=(WORKS,)), date(2026, 12, 20), "nl")
    assert [(row.name, row.times, row.reason) for row in rows[:2]] == [
        ("zondag 20 december", ("gesloten",), ""),
        ("maandag 21 december", ("gesloten",), "verbouwing"),
    ]
