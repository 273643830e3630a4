"""The usual week of opening hours as one line, written and spoken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from releases.facts.opening_hours import DatedException, Holiday, OpeningHours, OpenPeriod, Season
from releases.facts.opening_text import opening_forms


def on(weekdays, opens, closes, access="walkIn"):
    return tuple(OpenPeriod(weekday, time(opens), time(closes), access) for weekday in weekdays)


WEEK = OpeningHours("desk", "gemeentehuis", on(range(1, 6), 9, 17))
BY_PHONE = replace(WEEK, channel="phone")
EVENING = replace(WEEK, pattern=on((1, 2, 3, 4, 5), 9, 17) + on((4,), 18, 20, "appointment"))
LUNCH = replace(WEEK, pattern=on((1, 2), 13, 17) + on((1, 2), 9, 12))
SUMMER = Season(date(2026, 7, 6), date(2026, 8, 28), {"nl": "zomerrooster", "en": "summer"}, on((1, 5), 9, 13))
TRAINING = DatedException(date(2026, 11, 27), {"nl": "opleiding", "en": "training"})
EVE = DatedException(date(2026, 12, 24), {}, ((time(9), time(12, 30), "walkIn"),))


@pytest.mark.parametrize(
    ("hours", "nl", "en"),
    [
        (WEEK, "maandag tot en met vrijdag van 9.00 tot 17.00 uur (zonder afspraak)",
         "Monday to Friday from 9:00 to 17:00 (without appointment)"),
        (BY_PHONE, "maandag tot en met vrijdag van 9.00 tot 17.00 uur", "Monday to Friday from 9:00 to 17:00"),
        (EVENING,
         "maandag, dinsdag, woensdag en vrijdag van 9.00 tot 17.00 uur (zonder afspraak); "
         "donderdag van 9.00 tot 17.00 uur (zonder afspraak) en van 18.00 tot 20.00 uur (op afspraak)",
         "Monday, Tuesday, Wednesday and Friday from 9:00 to 17:00 (without appointment); "
         "Thursday from 9:00 to 17:00 (without appointment) and from 18:00 to 20:00 (by appointment)"),
        (LUNCH, "maandag en dinsdag van 9.00 tot 12.00 uur en van 13.00 tot 17.00 uur (zonder afspraak)",
         "Monday and Tuesday from 9:00 to 12:00 and from 13:00 to 17:00 (without appointment)"),
        (replace(BY_PHONE, holidays=(Holiday(date(2026, 12, 25), {}),), seasons=(SUMMER,), exceptions=(TRAINING, EVE)),
         "maandag tot en met vrijdag van 9.00 tot 17.00 uur", "Monday to Friday from 9:00 to 17:00"),
        (replace(BY_PHONE, pattern=(OpenPeriod(6, time(20), time(2), "walkIn"),)),
         "zaterdag van 20.00 tot 2.00 uur", "Saturday from 20:00 to 2:00"),
        (replace(BY_PHONE, pattern=(OpenPeriod(6, time(20), time(0), "walkIn"),)),
         "zaterdag van 20.00 tot 24.00 uur", "Saturday from 20:00 to 24:00"),
        (replace(WEEK, always_open=True), "dag en nacht", "day and night"),
        (replace(WEEK, pattern=()), "gesloten", "closed"),
    ],
)  # fmt: skip
def test_the_usual_week_is_written_in_one_line(hours, nl, en):
    assert (opening_forms(hours, "nl").text, opening_forms(hours, "en").text) == (nl, en)


@pytest.mark.parametrize(
    ("hours", "nl", "en"),
    [
        (WEEK, "maandag tot en met vrijdag van negen uur tot zeventien uur, zonder afspraak",
         "Monday to Friday from nine a.m. to five p.m., without appointment"),
        (replace(BY_PHONE, pattern=(OpenPeriod(6, time(20), time(0), "walkIn"),)),
         "zaterdag van twintig uur tot middernacht", "Saturday from eight p.m. to midnight"),
        (replace(BY_PHONE, pattern=on((6,), 10, 12)), "zaterdag van tien uur tot twaalf uur",
         "Saturday from ten a.m. to noon"),
        (replace(BY_PHONE, pattern=(OpenPeriod(7, time(0), time(1, 5), "walkIn"),)),
         "zondag van nul uur tot één uur vijf", "Sunday from midnight to one oh five a.m."),
    ],
)  # fmt: skip
def test_hours_are_spoken_without_digits(hours, nl, en):
    assert (opening_forms(hours, "nl").spoken, opening_forms(hours, "en").spoken) == (nl, en)


def test_plain_text_is_as_written():
    assert opening_forms(EVENING, "nl").plain == opening_forms(EVENING, "nl").text
