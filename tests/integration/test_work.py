"""The worker: follows what other processes published, each task at its pace, and outlives what goes wrong."""

from __future__ import annotations

import threading

import pytest
from django.utils import timezone

from api import tokens
from cms.management.commands import work
from cms.running import worker_loop
from cms.running.worker_loop import Round, work_until
from tests.integration.published import document, publish
from tests.integration.token_scopes import scope_of_token

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test must not lose the connection that its transaction is on."""
    monkeypatch.setattr(worker_loop, "close_old_connections", lambda: None)


@pytest.fixture
def stopped() -> threading.Event:
    stop = threading.Event()
    stop.set()
    return stop


def test_a_release_of_another_process_reaches_this_node(replica, stopped):
    publish(document())
    work_until(stopped, [Round(tokens.follow)])
    assert replica.number() == 1


def test_a_token_of_another_process_reaches_this_node(replica, stopped):
    token = tokens.issue("desk", ["desk"], False, timezone.now())
    work_until(stopped, [Round(tokens.follow)])
    assert scope_of_token(token) is not None


def test_a_task_that_fails_is_logged_and_the_rest_goes_on(replica, stopped, caplog):
    def fail() -> None:
        raise ZeroDivisionError

    work_until(stopped, [Round(fail), Round(tokens.follow)])
    assert "ZeroDivisionError" in caplog.text
    assert replica.position().checked_at > 0


def test_each_task_has_its_own_pace():
    stop, done = threading.Event(), []

    def often() -> None:
        done.append("often")
        if len(done) > 5:
            stop.set()

    work_until(stop, [Round(often), Round(lambda: done.append("seldom"), every=3)], seconds=0)
    assert done == ["often", "seldom", "often", "often", "often", "seldom", "often"]


def test_a_task_that_takes_long_holds_up_no_other():
    stop, waiting = threading.Event(), threading.Event()

    def long() -> None:
        waiting.set()
        stop.wait(30)

    def short() -> None:
        if waiting.is_set():
            stop.set()

    work_until(stop, [Round(long, apart=True), Round(short)], seconds=0)
    assert stop.is_set()


def test_the_worker_does_all_that_the_hub_needs(replica):
    """Each of its tasks works as it is, with nothing to do."""
    for each in work.rounds(threading.Event()):
        each.task()


def test_exports_are_kept_up_to_date_apart_from_the_rest():
    [found] = [each for each in work.rounds(threading.Event()) if each.task is work.export]
    assert found.apart
