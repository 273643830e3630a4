"""Feed in whole releases and whole switches: nothing missed, nothing twice, each in its place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from releases.core.position import NOWHERE, Position, instant_text
from releases.replica.feed import ReadyStep
from tests.integration.published import NEW_YEAR, NOW, document, period, position_of, publish, steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("replica")]
HOUR = timedelta(hours=1)
CHANNELS = ("website", "desk")


def steps(since: Position = NOWHERE, until=NOW + HOUR, channels=CHANNELS, **limit: int) -> list[ReadyStep]:
    return steps_of(channels, since, until, **limit)


def told(found: list[ReadyStep]) -> list[tuple[int, str, list[str]]]:
    """The release, the action and the keys of each step."""
    in_order = [(step.position.release, sorted(step.changes(), key=lambda each: each["key"])) for step in found]
    return [(release, told[0]["action"], [each["key"] for each in told]) for release, told in in_order]


def test_a_release_is_one_step():
    publish(document(key="paspoort"), document(key="rijbewijs"))
    assert told(steps()) == [(1, "created", ["paspoort", "rijbewijs"])]


def test_a_reader_gets_only_what_came_after_its_position():
    publish(document())
    publish(document(period("85.00")))
    assert told(steps(position_of(1))) == [(2, "changed", ["paspoort"])]


def test_a_reader_that_is_up_to_date_gets_nothing():
    publish(document())
    assert steps(position_of(1)) == []


def test_a_change_names_the_period_that_follows():
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    [change] = steps()[0].changes()
    assert [each["effectiveAt"] for each in change["upcoming"]] == [instant_text(NEW_YEAR)]
    assert change["upcoming"][0]["digest"] != change["digest"]


def test_a_switch_is_a_step_in_the_release_that_holds_then():
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(key="rijbewijs"))
    found = steps(position_of(2), NEW_YEAR + HOUR)
    assert [step.position for step in found] == [Position(2, NEW_YEAR)]
    assert told(found) == [(2, "changed", ["paspoort"])]


def test_a_switch_that_a_later_release_took_away_never_comes():
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(period("83.87")))
    assert steps(position_of(2), NEW_YEAR + HOUR) == []


def test_what_says_nothing_yet_is_created_at_its_first_instant():
    publish(document(period("90.00", NEW_YEAR)))
    before, at_switch = steps(until=NEW_YEAR)
    assert before.changes()[0]["digest"] is None
    assert at_switch.changes()[0]["action"] == "created"


def test_a_reader_ahead_in_time_gets_a_late_release_with_the_switches_since():
    publish(document(key="rijbewijs"))
    publish(document(period("83.87"), period("90.00", NEW_YEAR)), now=NEW_YEAR - HOUR)
    found = steps(Position(1, NEW_YEAR), NEW_YEAR + HOUR)
    assert [step.position for step in found] == [Position(2, NEW_YEAR - HOUR), Position(2, NEW_YEAR)]


def test_a_step_has_the_same_position_and_changes_whoever_asks():
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(key="rijbewijs"), now=NEW_YEAR)
    told = {step.position: step.body for step in steps(until=NEW_YEAR + HOUR)}
    for since in (Position(0, NEW_YEAR), Position(1, NEW_YEAR + HOUR), Position(1, NOW), Position(2, NOW)):
        assert {step.position: step.body for step in steps(since, NEW_YEAR + HOUR)}.items() <= told.items()


def test_a_release_and_a_switch_at_one_instant_are_one_step():
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(key="rijbewijs"), now=NEW_YEAR)
    assert told(steps(position_of(1), NEW_YEAR)) == [(2, "changed", ["paspoort", "rijbewijs"])]


def test_a_reader_of_one_channel_hears_nothing_of_others():
    publish(document(channel="desk"))
    assert steps(channels=("website",)) == []


def test_a_withdrawal_has_no_digest():
    publish(document())
    publish(removed=[("product", "paspoort")])
    [step] = steps(position_of(1))
    [change] = step.changes()
    assert (change["action"], change["digest"]) == ("withdrawn", None)


def test_a_step_is_never_cut_by_the_limit():
    publish(document(key="paspoort"), document(key="rijbewijs"))
    publish(document(key="trouwen"))
    assert told(steps(limit=1)) == [(1, "created", ["paspoort", "rijbewijs"])]


def test_reading_step_by_step_gives_the_same_as_reading_at_once():
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(key="rijbewijs"))
    at_once, one_by_one = steps(until=NEW_YEAR + HOUR), []
    since = NOWHERE
    while found := steps(since, NEW_YEAR + HOUR, limit=1):
        one_by_one += found
        since = found[-1].position
    assert one_by_one == at_once
