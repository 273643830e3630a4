"""The node's copy tells the same steps as the database, in bytes that are ready to send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases.core.position import NOWHERE, Position
from releases.models import ChannelRelease
from releases.replica import feed
from releases.replica.feed import ReadyStep
from releases.replica.follower import follow
from releases.replica.replica import Replica
from tests.integration import feed_oracle
from tests.integration.histories import CHANNELS, HISTORIES, Publish, hour, new_copy, undone
from tests.integration.published import NEW_YEAR, NOW, document, period, position_of, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
HOUR = timedelta(hours=1)
SCOPES = st.sampled_from((("desk",), ("website",), ("desk", "website")))


def ready(replica: Replica, since: Position = NOWHERE, now: datetime = NOW, channels=("website",), limit=100):
    follow(replica)
    return seen(replica, channels, since, now, limit)


def seen(replica: Replica, channels, since: Position, now: datetime, limit: int = 100) -> list[ReadyStep]:
    with replica.read() as reading:
        return feed.steps(reading, channels, since, now, limit)


def link_of(release: int, channel: str = "website") -> str:
    return ChannelRelease.objects.get(release=release, channel=channel).digest


def played(history: list[Publish], replica: Replica | None = None) -> Iterator[datetime]:
    """Releases them one by one; the copy, if given, follows each."""
    now = NOW
    for publish_ in history:
        now += publish_.after * HOUR
        publish_.release(now)
        if replica:
            follow(replica)
        yield now


def test_a_step_names_the_link_that_the_channel_comes_to_and_the_one_before(replica):
    publish(document())
    publish(document(period("85.00")))
    first, second = (json.loads(step.body) for step in ready(replica))
    assert (first["channels"], first["parents"]) == ({"website": link_of(1)}, {"website": ""})
    assert (second["channels"], second["parents"]) == ({"website": link_of(2)}, {"website": link_of(1)})


def test_a_switch_stays_at_the_link_of_its_release(replica):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(key="rijbewijs", channel="desk"))
    [step] = ready(replica, position_of(2), NEW_YEAR)
    body = json.loads(step.body)
    assert step.position == Position(2, NEW_YEAR)
    assert body["channels"] == body["parents"] == {"website": link_of(1)}


def test_a_switch_at_the_instant_of_several_releases_is_told_once_with_the_last(replica):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    publish(document(key="rijbewijs"), now=NEW_YEAR)
    publish(document(key="trouwen"), now=NEW_YEAR)
    told = [[change["key"] for change in json.loads(step.body)["changes"]] for step in ready(replica, now=NEW_YEAR)]
    in_database = [
        [change.key for change in step.changes] for step in feed_oracle.steps(["website"], NOWHERE, NEW_YEAR)
    ]

    assert [set(keys) for keys in told] == [{"paspoort"}, {"rijbewijs"}, {"paspoort", "trouwen"}]
    assert [set(keys) for keys in in_database] == [set(keys) for keys in told]


def test_the_next_switch_is_the_first_one_ahead(replica):
    publish(document(period("83.87"), period("90.00", NEW_YEAR)))
    follow(replica)
    with replica.read() as reading:
        assert feed.next_switch(reading, CHANNELS, NOW) == NEW_YEAR
        assert feed.next_switch(reading, CHANNELS, NEW_YEAR) is None
        assert feed.next_switch(reading, ("desk",), NOW) is None


def test_a_reader_ahead_in_time_gets_a_late_release_with_the_switches_since(replica):
    publish(document(key="rijbewijs"))
    publish(document(period("83.87"), period("90.00", NEW_YEAR)), now=NEW_YEAR - HOUR)
    found = ready(replica, Position(1, NEW_YEAR), NEW_YEAR + HOUR)
    assert [step.position for step in found] == [Position(2, NEW_YEAR - HOUR), Position(2, NEW_YEAR)]


def test_no_more_steps_than_asked_for(replica):
    for fee in ("1.00", "2.00", "3.00"):
        publish(document(period(fee)))
    assert [step.position.release for step in ready(replica, limit=2)] == [1, 2]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=HISTORIES, channels=SCOPES, release=st.integers(0, 6), since=st.integers(-2, 9), now=st.integers(0, 9))
def test_the_copy_and_the_database_tell_the_same(history, channels, release, since, now):
    asked, until = Position(release, hour(since)), hour(now)
    with undone(), new_copy() as followed, new_copy() as made_anew:
        list(played(history, followed))
        follow(made_anew)
        told = feed_oracle.steps(channels, asked, until)
        found = seen(followed, channels, asked, until)
        assert [step.position for step in found] == [step.position for step in told]
        for step, expected in zip(found, told, strict=True):
            body = json.loads(step.body)
            assert body["position"] == str(expected.position)
            assert by_address(body["changes"]) == by_address(change.as_json() for change in expected.changes)
        assert seen(made_anew, channels, asked, until) == found


def by_address(changes) -> list[dict[str, object]]:
    """A release and a switch at one instant stand one after the other in the copy."""
    return sorted(changes, key=lambda each: (each["channel"], each["locale"], each["kind"], each["key"]))
