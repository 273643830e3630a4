"""State of every instance, side by side with what was published."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.core.acknowledgements import State
from releases.core.drift import Behind, Delay, Limits, Trouble
from releases.core.position import NOWHERE, Position
from releases.instances import board
from releases.instances.record_acknowledgement import report
from releases.models import Head
from releases.models.instances import Instance
from releases.storage import reader
from tests.integration.acknowledgement_reports import MINUTE, publish_fee
from tests.integration.published import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
LIMITS = Limits(behind=15 * MINUTE, silence=60 * MINUTE)
SECOND = timedelta(seconds=1)


@pytest.fixture
def three_releases() -> None:
    for number, fee in enumerate(("83.87", "84.90", "85.00")):
        publish_fee(fee, NOW + number * 10 * MINUTE)


def say(release: int, now: datetime, state: State = "displayed", name: str = "balie-1", **more: str) -> None:
    published = reader.release(release)
    report("desk", name, state, Position(release, published.created_at), now, **more)


def row(now: datetime, name: str = "balie-1") -> board.InstanceRow:
    [channel] = board.board(["desk"], LIMITS, now)
    return next(row for row in channel.rows if row.instance.name == name)


def test_a_desk_that_shows_an_older_release_is_so_many_releases_and_minutes_behind(three_releases):
    say(1, NOW + MINUTE)

    assert row(NOW + 21 * MINUTE).behind == Behind(2, 0, NOW + 10 * MINUTE)
    assert row(NOW + 21 * MINUTE).troubles == set()
    assert row(NOW + 26 * MINUTE).troubles == {Trouble.BEHIND}


def test_the_board_tells_what_the_hub_expects(three_releases):
    [channel] = board.board(["desk"], LIMITS, NOW + 21 * MINUTE)

    assert channel.newest == Position(3, NOW + 20 * MINUTE)
    assert channel.digest == reader.release(3).channels.get(channel="desk").digest


def test_a_channel_without_releases_expects_nothing(db):
    [channel] = board.board(["phone"], LIMITS, NOW)

    assert (channel.newest, channel.digest, channel.rows) == (NOWHERE, "", ())


def test_what_is_only_received_counts_as_long_as_nothing_is_displayed(three_releases):
    say(3, NOW + 21 * MINUTE, "received")

    assert row(NOW + 22 * MINUTE).behind is None
    assert row(NOW + 22 * MINUTE).shown.release == 3


def test_an_instance_that_rejects_says_why(three_releases):
    say(3, NOW + 21 * MINUTE, "rejected", reason="Te lang.")

    assert row(NOW + 22 * MINUTE).troubles == {Trouble.REJECTED}
    assert row(NOW + 22 * MINUTE).instance.reason == "Te lang."


def test_a_registered_instance_that_never_spoke_becomes_silent(db):
    Instance.objects.create(channel="desk", name="balie-2", since=NOW, registered=True)

    assert row(NOW + 59 * MINUTE, "balie-2").troubles == set()
    assert row(NOW + 61 * MINUTE, "balie-2").troubles == {Trouble.SILENT}


@pytest.mark.parametrize(("minutes", "expected"), [(None, {Trouble.SILENT}), (90, set()), (0, set())])
def test_a_registration_says_how_long_silence_is_allowed(db, minutes, expected):
    Instance.objects.create(channel="desk", name="balie-2", since=NOW, registered=True, silence_minutes=minutes)

    assert row(NOW + 61 * MINUTE, "balie-2").troubles == expected


def test_a_retired_instance_is_not_on_the_board(three_releases):
    say(1, NOW + MINUTE)
    Instance.objects.update(retired=True)

    assert board.board(["desk"], LIMITS, NOW)[0].rows == ()


def test_after_a_new_epoch_nothing_is_known_of_an_instance(three_releases):
    say(3, NOW + 21 * MINUTE)
    say(3, NOW + 21 * MINUTE, "rejected", reason="Te lang.")
    Head.objects.update(hub="00000000-0000-4000-8000-000000000000")
    found = row(NOW + 22 * MINUTE)

    assert (found.shown, found.behind, found.other_epoch, found.troubles) == (None, None, True, set())


def test_delays_count_from_the_publish_to_what_was_said_and_not_for_a_newcomer(three_releases):
    say(1, NOW + 5 * MINUTE)
    for release, seconds in ((2, 2), (3, 4)):
        say(release, NOW + (release - 1) * 10 * MINUTE + seconds * SECOND, "received")
        say(release, NOW + (release - 1) * 10 * MINUTE + 2 * seconds * SECOND)

    delays = board.delays(NOW + 22 * MINUTE)[Instance.objects.get().pk]
    assert delays["received"] == Delay(2 * SECOND, 4 * SECOND, 2)
    assert delays["displayed"] == Delay(4 * SECOND, 8 * SECOND, 2)


def test_the_board_asks_the_same_number_of_questions_however_many_instances_there_are(three_releases):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            board.board(["desk"], LIMITS, NOW + 21 * MINUTE)
        return len(asked)

    say(1, NOW + MINUTE)
    few = questions()
    for number in range(2, 8):
        say(2, NOW + 11 * MINUTE, name=f"balie-{number}")

    assert questions() == few
