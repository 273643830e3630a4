"""Opening hours beside a model that walks the clock, also where the clock is put forward or back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from releases.core.periods import AMSTERDAM, starts_of
from releases.facts.hours import is_open, next_opening, openings_at
from releases.facts.hours_layers import day_line, moment_line, week_table
from releases.facts.opening_hours import (
    Closure,
    DatedException,
    Holiday,
    OpeningHours,
    OpenPeriod,
    RecurringRule,
    Season,
    Stop,
    Times,
    UsualWeek,
)

STEP = timedelta(minutes=10)
# Around the days on which the clock is put forward and back, the turn of a year and an ordinary week.
MONDAYS = (date(2026, 3, 23), date(2026, 10, 19), date(2026, 12, 28), date(2027, 2, 1))


def named(hours: OpeningHours, day: date) -> Times:
    """The times of a day, from what is most special to what is usual."""
    for exception in (each for each in hours.exceptions if each.day == day):
        return exception.times
    if any(each.first <= day and (each.last is None or day <= each.last) for each in hours.closures):
        return ()
    for rule in (each for each in hours.rules if (each.month, each.day) == (day.month, day.day)):
        return rule.times
    if any(each.day == day for each in hours.holidays):
        return ()
    parity = "odd" if day.isocalendar().week % 2 else "even"
    for rule in (each for each in hours.rules if each.weeks == parity and each.weekday == day.isoweekday()):
        return rule.times
    for season in (each for each in hours.seasons if each.first <= day <= each.last):
        times = on_weekday(season.pattern, day)
        if times or season.replaces_week:
            return times
    return on_weekday(
        next(w.pattern for w in reversed(hours.weeks) if w.valid_from is None or w.valid_from <= day), day
    )


def on_weekday(pattern: tuple[OpenPeriod, ...], day: date) -> Times:
    return tuple((each.opens, each.closes, each.access) for each in pattern if each.weekday == day.isoweekday())


def walked(hours: OpeningHours, monday: date, stops: tuple[Stop, ...], days: int = 8) -> set[datetime]:
    """All open steps of a week and the day before, by looking at the clock at each step."""
    found: set[datetime] = set()
    for ahead in range(-1, days):
        day = monday + timedelta(days=ahead)
        for opens, closes, _ in named(hours, day):
            end = datetime.combine(day if closes > opens else day + timedelta(days=1), closes)
            found |= set(steps(datetime.combine(day, opens), end, stops))
    return found


def steps(opens: datetime, closes: datetime, stops: tuple[Stop, ...]) -> Iterator[datetime]:
    instant = starts_of(opens.date())
    while local(instant) < opens:
        instant += STEP
    while local(instant) < closes and not any(stopped(stop, local(instant).date()) for stop in stops):
        yield instant
        instant += STEP


def local(instant: datetime) -> datetime:
    return instant.astimezone(AMSTERDAM).replace(tzinfo=None)


def stopped(stop: Stop, day: date) -> bool:
    return (stop.valid_from is None or stop.valid_from <= day) and (stop.valid_until is None or day < stop.valid_until)


clocks = st.integers(0, 143).map(lambda step: time(step // 6, step % 6 * 10))
spans = st.tuples(clocks, clocks, st.sampled_from(("walkIn", "appointment"))).filter(
    lambda span: span[0] != span[1] or span[1] == time()
)
times = st.lists(spans, max_size=2).map(tuple)
patterns = st.lists(st.builds(lambda day, span: OpenPeriod(day, *span), st.integers(1, 7), spans), max_size=6).map(
    tuple
)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[OpeningHours, date, tuple[Stop, ...]]:
    monday = draw(st.sampled_from(MONDAYS))
    days = st.integers(0, 7).map(lambda ahead: monday + timedelta(days=ahead))
    first, last = sorted((draw(days), draw(days)))
    rule = st.one_of(
        st.builds(lambda day, t: RecurringRule({}, t, month=day.month, day=day.day), days, times),
        st.builds(
            lambda w, d, t: RecurringRule({}, t, w, d), st.sampled_from(("even", "odd")), st.integers(1, 7), times
        ),
    )
    hours = OpeningHours(
        "desk",
        None,
        (),
        seasons=draw(
            st.lists(
                st.builds(Season, st.just(first), st.just(last), st.just({}), patterns, st.booleans()), max_size=1
            ).map(tuple)
        ),
        exceptions=draw(st.lists(st.builds(DatedException, days, st.just({}), times), max_size=1).map(tuple)),
        holidays=draw(st.lists(st.builds(Holiday, days, st.just({})), max_size=1).map(tuple)),
        weeks=(UsualWeek(None, draw(patterns)), UsualWeek(draw(days), draw(patterns))),
        rules=draw(st.lists(rule, max_size=1).map(tuple)),
        closures=draw(st.lists(st.builds(lambda day: Closure(day, day, {}), days), max_size=1).map(tuple)),
    )
    stop = st.builds(
        lambda day, length: Stop(day, day + timedelta(days=length) if length else None), days, st.integers(0, 3)
    )
    return hours, monday, tuple(draw(st.lists(stop, max_size=2)))


@given(weeks())
@settings(max_examples=25, deadline=None)
def test_each_moment_is_open_as_the_clock_says(week):
    hours, monday, stops = week
    found, start = walked(hours, monday, stops), starts_of(monday)

    instants = [start + number * STEP for number in range(7 * 144)]
    assert [each for each in instants if is_open(hours, each, stops)] == [each for each in instants if each in found]


@given(weeks(), st.integers(0, 6 * 144))
@settings(max_examples=25, deadline=None)
def test_the_next_opening_is_the_next_open_moment(week, number):
    hours, monday, stops = week
    instant = starts_of(monday) + number * STEP
    expected = min((each for each in walked(hours, monday, stops) if each >= instant), default=None)
    found = next_opening(hours, instant, stops)

    if expected and expected < starts_of(monday + timedelta(days=7)):
        assert found is not None
        assert max(found.opens.astimezone(UTC), instant) == expected


@given(weeks(), st.integers(0, 6 * 144))
@settings(max_examples=15, deadline=None)
def test_the_line_of_a_moment_and_of_its_day_agree(week, number):
    hours, monday, stops = week
    instant = starts_of(monday) + number * STEP
    day = local(instant).date()
    told = moment_line(hours, instant, "nl", stops)

    assert told.state == ("open" if instant in walked(hours, monday, stops) else "closed")
    assert told.line.text.startswith("Nu open") is (told.state == "open")
    assert ("gesloten" in day_line(hours, day, "nl", stops).text) is (
        "gesloten" in week_table(hours, day, "nl", stops)[0].times[0]
    )


@given(weeks(), st.integers(0, 6 * 144))
@settings(max_examples=15, deadline=None)
def test_what_opens_next_is_open_then(week, number):
    hours, monday, stops = week

    for opening in openings_at(hours, starts_of(monday) + number * STEP, stops):
        assert is_open(hours, opening.opens, stops)
