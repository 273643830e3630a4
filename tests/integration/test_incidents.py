"""Incidents: each told once when it begins and once when it is over, whatever workers do."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from releases.core.drift import Limits, Trouble
from releases.instances import board, incidents
from releases.models.instances import Instance
from tests.integration.acknowledgement_reports import MINUTE
from tests.integration.published import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
LIMITS = Limits(behind=15 * MINUTE, silence=60 * MINUTE)
LATER, BACK = NOW + 61 * MINUTE, NOW + 70 * MINUTE


@pytest.fixture
def desk() -> Instance:
    return Instance.objects.create(channel="desk", name="balie-1", since=NOW, registered=True)


def settle(now: datetime) -> None:
    incidents.settle([row for channel in board.board(["desk"], LIMITS, now) for row in channel.rows], now)


def tell(now: datetime) -> list[tuple[str, bool]]:
    """What a worker tells at `now`: the trouble, and whether it is over."""
    found = []
    for incident in incidents.unreported(now):
        found.append((incident.trouble, incident.ended_at is not None))
        incidents.mark_reported(incident, now)
    return found


def speak(desk: Instance, now: datetime) -> None:
    Instance.objects.filter(pk=desk.pk).update(last_word_at=now)


def test_silence_is_told_once_and_once_when_it_is_over(desk):
    settle(LATER)
    assert tell(LATER) == [("silent", False)]
    settle(LATER + MINUTE)
    assert tell(LATER + MINUTE) == []
    speak(desk, BACK)
    settle(BACK)
    assert tell(BACK) == [("silent", True)]
    assert tell(BACK + MINUTE) == []


def test_a_second_silence_is_told_again(desk):
    settle(LATER)
    tell(LATER)
    speak(desk, BACK)
    settle(BACK)
    tell(BACK)
    settle(BACK + 61 * MINUTE)

    assert tell(BACK + 61 * MINUTE) == [("silent", False)]


def test_two_workers_tell_it_once(desk):
    settle(LATER)
    settle(LATER)
    first, second = incidents.unreported(LATER), incidents.unreported(LATER)

    assert [next(first).trouble, next(second, None)] == ["silent", None]


def test_what_a_worker_claimed_and_did_not_live_to_tell_is_told_by_the_next(desk):
    settle(LATER)
    next(incidents.unreported(LATER))

    assert tell(LATER + MINUTE) == []
    assert tell(LATER + 6 * MINUTE) == [("silent", False)]


def test_a_worker_that_looked_earlier_does_not_open_again_what_is_over(desk):
    settle(LATER)
    seen_before = [row for channel in board.board(["desk"], LIMITS, LATER) for row in channel.rows]
    speak(desk, BACK)
    settle(BACK)
    incidents.settle(seen_before, LATER)

    assert tell(BACK) == [("silent", True)]


def test_of_a_retired_instance_nothing_more_is_told(desk):
    settle(LATER)
    Instance.objects.update(retired=True)
    settle(BACK)

    assert tell(BACK) == []


def test_what_is_silent_is_not_called_behind_as_well():
    assert incidents.reportable({Trouble.SILENT, Trouble.BEHIND, Trouble.DIFFERS}) == {"silent", "differs"}


def test_what_is_over_stays_in_sight_for_a_while(desk):
    settle(LATER)
    tell(LATER)
    assert len(incidents.lately(LATER, 60 * MINUTE)) == 1
    speak(desk, BACK)
    settle(BACK)
    tell(BACK)
    assert len(incidents.lately(BACK + MINUTE, 60 * MINUTE)) == 1
    assert incidents.lately(BACK + 61 * MINUTE, 60 * MINUTE) == []


def test_history_and_forgotten_instances_are_dropped_and_registrations_stay(desk):
    Instance.objects.create(channel="desk", name="proef", since=NOW, last_word_at=NOW)
    desk.acknowledgements.create(release=1, instant=NOW, said_at=BACK)
    Instance.objects.create(channel="desk", name="nieuw", since=NOW, last_word_at=BACK)
    settle(LATER)
    speak(desk, BACK)
    settle(BACK)
    incidents.prune(BACK + timedelta(days=90), timedelta(days=90))

    assert set(Instance.objects.values_list("name", flat=True)) == {"balie-1", "nieuw"}
    assert (desk.incidents.count(), desk.acknowledgements.count()) == (1, 1)
    incidents.prune(BACK + timedelta(days=90, minutes=1), timedelta(days=90))
    assert (desk.incidents.count(), desk.acknowledgements.count()) == (0, 0)
