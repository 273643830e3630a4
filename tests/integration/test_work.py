"""The worker: follows what other processes published, each duty at its pace, and outlives what goes wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from api import tokens
from api.duties import SignsOfLife
from cms.management.commands import work
from cms.running import worker_loop
from cms.running.database_contact import DatabaseContact
from cms.running.worker_loop import Duty, Overdue, perform, work_until
from releases.replica import follower
from releases.replica.healing import Scrubber
from tests.integration.published import document, publish
from tests.integration.token_scopes import scope_of_token

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test must not lose the connection that its transaction is on."""
    monkeypatch.setattr(worker_loop, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker_loop.connections, "close_all", lambda: None)


@pytest.fixture
def signs(settings) -> SignsOfLife:
    found = SignsOfLife(settings.DUTIES_DIR)
    found.begin({}, 0)
    return found


def fail() -> None:
    raise ZeroDivisionError


def test_a_release_of_another_process_reaches_this_node(replica, signs):
    publish(document())
    perform(Duty("follow", tokens.follow), signs)
    assert replica.number() == 1


def test_a_token_of_another_process_reaches_this_node(replica, signs):
    token = tokens.issue("desk", ["desk"], False, timezone.now())
    perform(Duty("follow", tokens.follow), signs)
    assert scope_of_token(token) is not None


def test_a_duty_that_fails_is_logged_and_gives_no_sign_of_life(signs, caplog):
    perform(Duty("failing", fail), signs)
    assert "ZeroDivisionError" in caplog.text
    assert signs.all() == {}


def test_a_duty_that_fails_is_tried_again(signs):
    stop, tried = threading.Event(), []

    def fail_twice() -> None:
        tried.append(len(tried))
        if len(tried) < 3:
            raise ZeroDivisionError
        stop.set()

    work_until(stop, [Duty("failing", fail_twice)], signs, seconds=0, look=0.01)
    assert tried == [0, 1, 2]


def test_a_duty_that_hangs_holds_up_no_other(signs):
    stop, hanging = threading.Event(), threading.Event()

    def hang() -> None:
        hanging.set()
        stop.wait(30)

    def go_on() -> None:
        if hanging.is_set():
            stop.set()

    work_until(stop, [Duty("mail", hang), Duty("follow", go_on)], signs, seconds=0, look=0.01)
    assert stop.is_set()


def test_the_worker_ends_when_a_duty_is_past_its_deadline_and_says_where_it_hangs(signs):
    stop = threading.Event()
    with pytest.raises(Overdue, match=r"mail hangs .* in wait"):
        work_until(stop, [Duty("mail", lambda: stop.wait(30), deadline=0)], signs, look=0.01)


def test_a_duty_that_is_no_more_leaves_no_sign_of_life(signs):
    signs.begin({"old": 1, "mail": 1}, 0)
    signs.begin({"mail": 1}, 0)
    assert list(signs.all()) == ["mail"]


def test_a_duty_stays_late_however_often_the_worker_starts_again(signs):
    signs.begin({"mail": 60}, 0)
    signs.begin({"mail": 60}, 1000)
    assert signs.all()["mail"].is_late(1000)


def test_the_worker_does_all_that_the_hub_needs(replica):
    """Each of its duties works as it is, with nothing to do."""
    for each in work.duties(threading.Event(), Scrubber()):
        each.task()


Probe = Callable[[], tuple[int, str]]


@pytest.fixture
def probe(client: Client, replica, signs: SignsOfLife) -> Probe:
    def ask() -> tuple[int, str]:
        answer = client.get("/api/v1/health/duties")
        return answer.status_code, answer.json().get("detail", "")

    tokens.follow()
    return ask


def test_the_alarm_is_silent_while_every_duty_is_done_in_time(probe, signs):
    perform(Duty("mail", lambda: None), signs)
    assert probe() == (200, "")


def test_the_alarm_names_the_duty_that_is_late(probe, signs):
    perform(Duty("mail", lambda: None), signs)
    signs.begin({"mail": 60, "webhooks": 60}, time.time() - 61)
    assert probe() == (503, "No sign of life of: webhooks.")


def test_the_alarm_names_a_database_that_this_node_does_not_hear_from(probe, replica, signs, settings):
    perform(Duty("mail", lambda: None), signs)
    settings.REPLICA_MAX_SILENCE = -1
    assert probe() == (503, "No sign of life of: database.")


def test_the_alarm_says_that_there_never_was_a_worker(probe):
    assert probe() == (503, "No worker has run on this node.")


def test_the_balancer_keeps_a_node_of_which_the_worker_hangs(probe, client):
    assert (probe()[0], client.get("/api/v1/health/ready").status_code) == (503, 200)


@pytest.fixture
def silent(replica, monkeypatch) -> DatabaseContact:
    """A node whose copy heard nothing for an hour."""
    follower.follow(replica, tokens._active, time.time() - 3600)
    monkeypatch.setattr("cms.running.database_contact.connection.close", lambda: None)
    return DatabaseContact()


def test_a_node_without_a_worker_keeps_in_contact_with_the_database_by_itself(replica, silent):
    token = tokens.issue("desk", ["desk"], False, timezone.now())
    silent.look(time.time())
    assert time.time() - replica.position().checked_at < 60
    assert scope_of_token(token) is not None


def test_a_node_beside_a_worker_asks_the_database_nothing(replica, silent, django_assert_num_queries):
    tokens.follow()
    with django_assert_num_queries(0):
        silent.look(time.time())


def test_a_node_that_loses_its_database_says_so_once_and_once_when_it_is_back(silent, monkeypatch, caplog):
    with monkeypatch.context() as lost:
        lost.setattr(tokens, "follow", fail)
        silent.look(time.time())
        silent.look(time.time())
    silent.look(time.time())
    assert [record.message.split(",")[0] for record in caplog.records] == [
        "This node has lost its database",
        "This node has its database again.",
    ]


def test_a_folder_without_signs_is_no_error(tmp_path: Path):
    assert SignsOfLife(tmp_path / "none").all() == {}


def test_a_session_that_ended_is_forgotten_and_another_stays():
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))
    work.forget_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
