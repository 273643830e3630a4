"""A new year brings the holidays of the year after; and what an editor can ask before publishing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from products.models import Location
from products.publishing.release import check_draft, one_release
from tests.integration.editorial import Municipality, fact_mark, in_short, publish, small_municipality, told
from tests.integration.publish_ways import UNKNOWN, Releases

pytestmark = pytest.mark.django_db

THIS_YEAR, NEXT_YEAR = datetime(2026, 3, 1, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)


@pytest.fixture
def town() -> Municipality:
    with one_release(author="maker", now=THIS_YEAR):
        return small_municipality()


def last_holiday_year() -> int:
    hours = told()["facts"]["openingstijden.balie"]["value"]
    return max(int(holiday["date"][:4]) for holiday in hours["holidays"])


def move_town_hall(town: Municipality, now: datetime) -> None:
    with one_release(author="editor", now=now):
        location = Location.objects.get(pk=town.location.pk)
        location.directions = {"nl": f"Sinds {now:%Y} om de hoek."}
        publish(location)


def test_opening_hours_tell_the_holidays_to_the_end_of_next_year(town: Municipality) -> None:
    assert last_holiday_year() == 2027


def test_the_first_publication_of_a_year_adds_the_year_after(town: Municipality) -> None:
    move_town_hall(town, NEXT_YEAR)
    assert last_holiday_year() == 2028


def test_it_takes_no_release_of_its_own(town: Municipality) -> None:
    releases = Releases()
    move_town_hall(town, NEXT_YEAR)
    assert releases.made == 1


def test_a_good_draft_has_no_problems(town: Municipality) -> None:
    assert check_draft(town.product) == []


def test_a_draft_is_checked_without_publishing_it(town: Municipality) -> None:
    releases = Releases()
    town.product.sections = in_short(f"Kost {fact_mark(UNKNOWN)}.")
    assert {problem.code for problem in check_draft(town.product)} == {"unknownReference"}
    assert releases.made == 0
