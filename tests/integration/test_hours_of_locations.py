"""Opening hours over time and where they hold: new weeks, rules, closures, and locations that stop."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from products import models
from products.models import Location, OpeningHoursFact
from products.publishing.release import one_release
from products.snapshot import read_snapshot, released_fact
from releases.core.periods import AMSTERDAM
from releases.facts.hours_layers import day_line, moment_line
from releases.facts.opening_json import hours_of, stops_of
from tests.integration.editorial import Municipality, told

NINE, FIVE = time(9), time(17)


@pytest.fixture
def hours(db: None) -> OpeningHoursFact:
    fact = OpeningHoursFact(key="balie", label={"nl": "Balie"})
    fact.pattern = [models.OpenPeriod(weekday=day, opens=NINE, closes=FIVE) for day in range(1, 6)]
    return fact


def values(fact: OpeningHoursFact) -> list:
    return list(released_fact(fact).values)


def test_a_new_week_is_a_value_from_its_first_day(hours: OpeningHoursFact) -> None:
    week = models.NewWeek(valid_from=date(2027, 1, 4))
    week.pattern = [models.NewWeekPeriod(weekday=1, opens=NINE, closes=time(12))]
    hours.new_weeks = [week]
    old, new = values(hours)
    assert (old.valid_until, new.valid_from, len(new.value.pattern)) == (date(2027, 1, 4), date(2027, 1, 4), 1)
    assert (
        day_line(old.value, date(2027, 1, 4), "nl").text
        == "Maandag 4 januari: van 9.00 tot 12.00 uur (zonder afspraak)."
    )


def test_a_rule_and_a_closure_are_read(hours: OpeningHoursFact) -> None:
    rule = models.RecurringRule(repeats="first", weekday=6, label={"nl": "zaterdag"})
    rule.times = [models.RuleTime(opens=NINE, closes=time(12))]
    hours.rules = [rule]
    hours.closures = [models.Closure(first=date(2026, 12, 1), last=date(2026, 12, 2), reason={"nl": "verbouwing"})]
    [value] = (each.value for each in values(hours))
    assert "(verbouwing): gesloten" in day_line(value, date(2026, 12, 2), "nl").text
    assert "(zaterdag): van 9.00 tot 12.00 uur" in day_line(value, date(2026, 12, 5), "nl").text


def test_midnight_at_the_end_of_a_day_overlaps_nothing_of_the_next(hours: OpeningHoursFact) -> None:
    hours.pattern = [
        models.OpenPeriod(weekday=7, opens=time(20), closes=time(0)),
        models.OpenPeriod(weekday=1, opens=time(0), closes=NINE),
    ]
    hours.full_clean()


def test_sunday_night_overlaps_monday(hours: OpeningHoursFact) -> None:
    hours.pattern = [
        models.OpenPeriod(weekday=7, opens=time(20), closes=time(2)),
        models.OpenPeriod(weekday=1, opens=time(1), closes=NINE),
    ]
    with pytest.raises(Exception, match="01:00–09:00"):
        hours.full_clean()


def test_a_location_that_stops_closes_its_hours_and_leaves_the_fact_alone(town: Municipality) -> None:
    before = told(kind="location", key=town.location.key)
    stop(town.location)
    after = told(kind="location", key=town.location.key)
    key = town.hours.key
    line = moment_line(
        hours_of(after["facts"][key]["value"]),
        datetime(2026, 12, 21, 10, tzinfo=AMSTERDAM),
        "nl",
        stops_of(after["stops"][key]),
    )
    assert after["facts"] == before["facts"]
    assert (line.state, after["availability"]["status"]) == ("closed", "stopped")


def stop(location: Location) -> None:
    location.availability = [
        models.LocationAvailability(status="stopped", valid_from=date(2026, 1, 1), reason={"nl": "Geen stroom"})
    ]
    with one_release(author="editor"):
        location.save_revision().publish()


def test_a_snapshot_of_a_product_knows_where_its_hours_are(town: Municipality) -> None:
    snapshot = read_snapshot([("product", town.product.key)], horizon=2027)
    assert town.location.key in snapshot.locations
