"""A notice that comes back at the same local time."""

from __future__ import annotations

from datetime import datetime

import pytest

from products.models import Notice
from products.models.choices import NoticeState
from releases.core.periods import AMSTERDAM
from tests.integration.admin_forms import errors
from tests.integration.editorial import Municipality
from tests.integration.notice_forms import notice_form, notices_at
from tests.integration.publish_ways import PUBLISH, Editor

pytestmark = pytest.mark.django_db
WEEKLY = {"starts": "2036-03-20 22:00", "ends": "2036-03-20 23:30", "repeats": "1", "repeats_until": "2036-04-03"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("instant", "told"),
    [
        ("2036-03-20 21:59", 0),
        ("2036-03-20 22:00", 1),
        ("2036-03-27 21:59", 0),
        ("2036-03-27 22:00", 1),
        ("2036-03-27 23:30", 0),
        ("2036-04-03 23:29", 1),
        ("2036-04-10 22:30", 0),
    ],
)
def test_maintenance_of_each_week_is_told_at_the_same_clock_time_until_its_last_day(
    editor: Editor, town: Municipality, instant: str, told: int
) -> None:
    editor.create_snippet(Notice, notice_form(**WEEKLY) | PUBLISH)
    assert len(notices_at(at(instant))) == told


def test_between_two_times_it_is_planned_and_after_the_last_it_is_over(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form(**WEEKLY) | PUBLISH)
    states = [Notice.objects.get().state_at(at(each)) for each in ("2036-03-21 10:00", "2036-04-05 10:00")]
    assert states == [NoticeState.PLANNED, NoticeState.ENDED]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": ""}, "ends"),
        ({"ends": "2036-03-28 22:00"}, "ends"),
        ({"repeats_until": ""}, "repeats_until"),
        ({"repeats_until": "2038-01-01"}, "repeats_until"),
    ],
)
def test_a_repetition_that_makes_no_sense_is_refused_at_its_field(
    editor: Editor, town: Municipality, changes: dict[str, str], field: str
) -> None:
    assert list(errors(editor.create_snippet(Notice, notice_form(**WEEKLY | changes) | PUBLISH))) == [field]
