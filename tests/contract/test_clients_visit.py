"""The moment in the address of a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clients.shared.hub.visit import visit_of

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "9999-12-31", "0001-01-01"])
def test_a_moment_at_the_end_of_the_calendar_is_left_for_the_hub_to_refuse(at):
    visit = visit_of({"at": at}, NOW)
    assert (visit.at, visit.instant, visit.day) == (at, NOW, NOW.date())
