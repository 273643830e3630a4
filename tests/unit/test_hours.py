"""Open or closed: the shared cases, and what must hold for any hours."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.facts.hours import HORIZON_DAYS, day_plan, is_open, next_opening
from releases.facts.hours_layers import ahead_lines, day_line, moment_line, week_table
from releases.facts.opening_hours import DatedException, Holiday, OpeningHours, OpenPeriod, Season
from releases.facts.opening_json import stops_of
from releases.facts.wording import pick
from tests.unit.hours_vectors import VECTORS, opening_hours
from tests.unit.kinds import machine

HOURS = {name: opening_hours(value) for name, value in VECTORS["hours"].items()}


def why(case):
    return case["why"] if isinstance(case, dict) else None


@pytest.mark.parametrize("case", VECTORS["days"], ids=why)
def test_a_day_is_planned_as_the_vectors_say(case):
    plan = day_plan(HOURS[case["hours"]], date.fromisoformat(case["day"]))

    assert [[f"{one.opens:%H:%M}", f"{one.closes:%H:%M}", one.access] for one in plan.openings] == case["openings"]
    assert pick(plan.reason, "nl") == case["reason"]


@pytest.mark.parametrize("case", VECTORS["moments"], ids=why)
def test_a_moment_is_open_or_closed_as_the_vectors_say(case):
    assert is_open(HOURS[case["hours"]], datetime.fromisoformat(case["instant"])) is case["open"]


@pytest.mark.parametrize("case", VECTORS["moments"], ids=why)
def test_the_next_opening_is_as_the_vectors_say(case):
    found = next_opening(HOURS[case["hours"]], datetime.fromisoformat(case["instant"]))

    assert ([found.opens.isoformat(), found.closes.isoformat()] if found else None) == case["next"]


@pytest.mark.parametrize("name", HOURS)
def test_the_vectors_are_written_as_documents_carry_hours(name):
    assert machine(HOURS[name], "nl") == VECTORS["hours"][name]


@pytest.mark.parametrize("case", VECTORS["lines"], ids=why)
def test_a_moment_is_told_as_the_vectors_say(case):
    instant, stops = datetime.fromisoformat(case["instant"]), stops_of(VECTORS["stops"][case["stops"]])
    told = moment_line(HOURS[case["hours"]], instant, case["locale"], stops)

    assert (told.state, *told.line) == (case["state"], case["text"], case["spoken"])


@pytest.mark.parametrize("case", VECTORS["dayLines"], ids=why)
def test_a_day_is_told_as_the_vectors_say(case):
    day, stops = date.fromisoformat(case["day"]), stops_of(VECTORS["stops"][case["stops"]])

    assert day_line(HOURS[case["hours"]], day, case["locale"], stops) == (case["text"], case["spoken"])


@pytest.mark.parametrize("case", VECTORS["weekTables"], ids=why)
def test_seven_days_are_told_as_the_vectors_say(case):
    day, stops = date.fromisoformat(case["day"]), stops_of(VECTORS["stops"][case["stops"]])
    rows = week_table(HOURS[case["hours"]], day, case["locale"], stops)

    assert [asdict(row) | {"day": row.day.isoformat(), "times": list(row.times)} for row in rows] == case["rows"]


@pytest.mark.parametrize("case", VECTORS["ahead"], ids=why)
def test_what_differs_ahead_is_told_as_the_vectors_say(case):
    day, stops = date.fromisoformat(case["day"]), stops_of(VECTORS["stops"][case["stops"]])
    lines = ahead_lines(HOURS[case["hours"]], day, case["locale"], stops)

    assert [tuple(each.line) for each in lines] == [(each["text"], each["spoken"]) for each in case["lines"]]


def test_an_opening_beyond_the_horizon_is_not_promised():
    far = date(2026, 1, 1) + timedelta(days=HORIZON_DAYS)
    hours = OpeningHours("desk", None, (), exceptions=(DatedException(far, {}, ((time(9), time(10), "walkIn"),)),))

    assert next_opening(hours, datetime(2026, 1, 1, 12, tzinfo=UTC)) is None


days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
instants = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
spans = st.tuples(st.integers(0, 11), st.integers(12, 23)).map(lambda span: (time(span[0]), time(span[1])))
patterns = st.lists(
    st.builds(lambda day, span: OpenPeriod(day, *span, "walkIn"), st.integers(1, 7), spans), max_size=8
).map(tuple)
plain_hours = st.builds(lambda pattern: OpeningHours("desk", None, pattern), patterns)


@given(plain_hours, days, spans)
def test_an_exception_goes_before_everything(hours, day, span):
    exception = DatedException(day, {"nl": "anders"}, ((*span, "collection"),))
    season = Season(day, day, {"nl": "seizoen"}, ())
    full = replace(hours, exceptions=(exception,), holidays=(Holiday(day, {"nl": "feest"}),), seasons=(season,))

    assert [(one.opens.time(), one.closes.time()) for one in day_plan(full, day).openings] == [span]


@given(plain_hours, days, patterns)
def test_a_holiday_goes_before_a_season_and_the_pattern(hours, day, pattern):
    season = Season(day, day, {"nl": "seizoen"}, pattern)
    full = replace(hours, holidays=(Holiday(day, {"nl": "feest"}),), seasons=(season,))

    assert (day_plan(full, day).openings, day_plan(full, day).reason) == ((), {"nl": "feest"})


@given(plain_hours, days, patterns)
def test_a_season_replaces_the_pattern_on_its_days_only(hours, day, pattern):
    full = replace(hours, seasons=(Season(day, day, {"nl": "seizoen"}, pattern),))

    assert day_plan(full, day).openings == day_plan(replace(hours, pattern=pattern), day).openings
    assert day_plan(full, day + timedelta(days=7)) == day_plan(hours, day + timedelta(days=7))


@given(plain_hours, instants)
def test_open_means_that_the_next_opening_has_begun(hours, instant):
    found = next_opening(hours, instant)

    assert is_open(hours, instant) == (found is not None and found.opens <= instant)


@given(plain_hours, instants)
def test_the_next_opening_has_not_ended(hours, instant):
    found = next_opening(hours, instant)

    assert found is None if not hours.pattern else found.closes > instant
