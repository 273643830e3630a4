"""A setting that would only fail when something is sent stops the hub when it starts."""

from __future__ import annotations

import pytest

from api.checks import check_settings


def test_the_defaults_are_fine():
    assert check_settings() == []


@pytest.mark.parametrize(("name", "value", "expected"), [
    ("OUTGOING_ALLOW", ["10.0.0.1/8"], "api.E001"),
    ("OUTGOING_ALLOW", ["intern"], "api.E001"),
    ("HUB_OIN", "1234", "api.E002"),
    ("HUB_SYSTEM", "een antwoord", "api.E002"),
    ("WEBHOOK_SCHEDULE", [], "api.E003"),
    ("WEBHOOK_SCHEDULE", [0, -5], "api.E003"),
])  # fmt: skip
def test_a_setting_that_cannot_work_is_named(settings, name, value, expected):
    setattr(settings, name, value)
    assert [each.id for each in check_settings()] == [expected]
