"""A machine whose clock jumps ahead publishes notices alone, at the time of the second clock, until a person confirms it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from products.models import Notice, ProductPage
from products.publishing import second_clock
from releases import store
from tests.integration.editorial import Municipality
from tests.integration.notice_forms import notice_form, told_now
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
JUMP = timedelta(hours=2)


@pytest.fixture(autouse=True)
def none_confirmed(settings, tmp_path) -> None:
    settings.CONFIRMED_CLOCK = tmp_path / "confirmed-clock"


@pytest.fixture
def jumped(monkeypatch, town: Municipality):
    """This machine's clock is two hours ahead; gives the right time."""
    right = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: right() + JUMP)
    monkeypatch.setattr(second_clock, "lead", lambda: JUMP)
    return right


def test_the_second_clock_is_that_of_a_database_on_another_machine(db, monkeypatch):
    right = second_clock.time.time()
    monkeypatch.setattr(second_clock.time, "time", lambda: right + JUMP.total_seconds())
    expected = JUMP if connection.vendor == "postgresql" else timedelta(0)
    assert abs(second_clock.lead() - expected) < timedelta(seconds=20)


def test_an_editor_is_told_that_the_clock_is_wrong_and_keeps_the_draft(jumped, town, editor: Editor):
    releases = Releases()
    editor.edit_product(town.product, "Nieuwe tekst", **PUBLISH)
    assert releases.made == 0
    assert "7200 seconds ahead" in editor.messages()
    draft = ProductPage.objects.get(pk=town.product.pk).get_latest_revision_as_object()
    assert "Nieuwe tekst" in str(draft.sections)


def test_a_notice_goes_out_at_the_trusted_instant(jumped, editor: Editor):
    editor.create_snippet(Notice, notice_form() | PUBLISH)
    release = store.release(store.head().number)
    assert abs(release.created_at - jumped()) < timedelta(minutes=1)
    assert told_now() == ["DigiD werkt niet."]


def test_nothing_that_is_planned_goes_out_before_its_time(jumped):
    with pytest.raises(CommandError, match="7200 seconds ahead"):
        call_command("publish_scheduled")


def test_a_clock_that_a_person_confirmed_is_trusted(jumped, town, editor: Editor):
    releases, said = Releases(), StringIO()
    call_command("confirm_clock", "--yes", stdout=said)
    assert "publishes by its own clock" in said.getvalue()
    editor.edit_product(town.product, "Nieuwe tekst", **PUBLISH)
    assert releases.made == 1


def test_a_clock_that_jumps_further_than_was_confirmed_is_noticed_again(jumped, monkeypatch):
    call_command("confirm_clock", "--yes", stdout=StringIO())
    monkeypatch.setattr(second_clock, "lead", lambda: 2 * JUMP)
    assert second_clock.doubtful_lead() == 2 * JUMP


def test_clocks_that_differ_a_little_are_well(town, monkeypatch, editor: Editor):
    monkeypatch.setattr(second_clock, "lead", lambda: timedelta(seconds=5))
    releases = Releases()
    editor.edit_product(town.product, "Nieuwe tekst", **PUBLISH)
    assert releases.made == 1
