"""A machine whose clock jumps ahead publishes notices alone, at the time of the second clock, until a person confirms it."""

from __future__ import annotations

import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from api.duties import SignsOfLife
from cms.running.clock_watch import ClockWatch
from cms.running.worker_loop import Duty, perform
from products.models import Notice, ProductPage
from products.publishing import kernel_clock, second_clock
from releases import store
from tests.integration.editorial import Municipality
from tests.integration.notice_forms import notice_form, told_now
from tests.integration.publish_ways import PUBLISH, Editor, Releases

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
JUMP = timedelta(hours=2)


@pytest.fixture(autouse=True)
def none_confirmed(settings, tmp_path) -> None:
    settings.CONFIRMED_CLOCK, settings.TRUSTED_INSTANT = tmp_path / "confirmed-clock", tmp_path / "trusted-instant"


class Clock:
    """Of this machine, as somebody sets it; `count` is what the kernel counts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._now, self.ahead, self.passed = time.time, timedelta(0), 0.0
        monkeypatch.setattr(time, "time", lambda: self._now() + self.passed + self.ahead.total_seconds())
        count = time.clock_gettime
        monkeypatch.setattr(time, "clock_gettime", lambda which: count(which) + self.passed)

    def jump(self, ahead: timedelta) -> None:
        self.ahead += ahead

    def wait(self, seconds: float) -> None:
        self.passed += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def jumped(monkeypatch, town: Municipality):
    """This machine's clock is two hours ahead; gives the right time."""
    right = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: right() + JUMP)
    monkeypatch.setattr(second_clock, "lead", lambda: JUMP)
    return right


def test_a_jump_is_seen_against_the_database_or_else_against_the_count_of_the_kernel(db, clock):
    assert abs(second_clock.lead()) < timedelta(seconds=20)
    clock.jump(JUMP)
    assert abs(second_clock.lead() - JUMP) < timedelta(seconds=20)
    assert second_clock.doubtful_lead() is not None


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


def test_the_count_of_the_kernel_goes_on_while_the_machine_does_and_drift_is_taken_over(clock):
    assert kernel_clock.lead() == timedelta(0)
    for _ in range(10):
        clock.wait(600)
        clock.jump(timedelta(seconds=50))
        assert timedelta(seconds=40) < kernel_clock.lead() < timedelta(seconds=60)
    clock.jump(JUMP)
    assert kernel_clock.lead() > timedelta(hours=1)


def test_after_a_start_of_the_machine_its_clock_is_trusted(clock, monkeypatch, tmp_path):
    kernel_clock.lead()
    clock.jump(JUMP)
    (tmp_path / "boot").write_text("another")
    monkeypatch.setattr(kernel_clock, "BOOT_ID", tmp_path / "boot")
    assert kernel_clock.lead() == timedelta(0)


def test_a_clock_that_is_set_back_after_a_jump_is_trusted_again(clock):
    kernel_clock.lead()
    clock.jump(JUMP)
    assert kernel_clock.lead() > timedelta(hours=1)
    clock.jump(-JUMP)
    assert kernel_clock.lead() < timedelta(minutes=1)


@pytest.fixture
def watch(settings, monkeypatch):
    """The duty of the worker, as often as it is called."""
    monkeypatch.setattr("cms.running.worker_loop.close_old_connections", lambda: None)
    monkeypatch.setattr("cms.running.worker_loop.connections.close_all", lambda: None)
    signs, duty = SignsOfLife(settings.DUTIES_DIR), Duty("clock", ClockWatch().look, every=10, deadline=20)
    signs.begin({"clock": duty.patience}, time.time())
    return lambda: perform(duty, signs)


def test_a_jump_is_one_line_in_the_log_and_the_alarm_names_the_clock_until_it_is_right(
    jumped, watch, caplog, client, monkeypatch
):
    for _ in range(3):
        watch()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "7200 seconds ahead" in caplog.text
    assert "clock" in client.get("/api/v1/health/duties").json()["detail"]
    monkeypatch.setattr(second_clock, "lead", lambda: timedelta(0))
    watch()
    assert "trusted again" in caplog.text


def test_a_node_that_is_behind_the_others_is_told_and_still_publishes(db, watch, caplog, monkeypatch):
    monkeypatch.setattr(second_clock, "lead", lambda: -JUMP)
    watch()
    assert "7200 seconds behind" in caplog.text
    assert second_clock.doubtful_lead() is None
