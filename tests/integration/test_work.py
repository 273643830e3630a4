"""The worker: follows what other processes published, and outlives what goes wrong."""

from __future__ import annotations

import threading

import pytest
from django.utils import timezone

from api import tokens
from cms.management.commands import work
from tests.integration.published import document, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch):
    """One round of the worker in which nothing is due; close to what a test may do inside its transaction."""
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work, "publish_due", lambda: None)
    monkeypatch.setattr(work, "search_rounds", lambda: lambda: None)

    def run() -> None:
        stop = threading.Event()
        stop.set()
        work.work_until(stop)

    return run


def test_a_release_of_another_process_reaches_this_node(replica, once):
    publish(document())
    once()
    assert replica.number() == 1


def test_a_token_of_another_process_reaches_this_node(replica, once):
    token = tokens.issue("desk", ["desk"], False, timezone.now())
    once()
    assert tokens.scopes_of(token, replica) is not None


def test_a_round_that_fails_is_logged_and_the_rest_goes_on(replica, once, monkeypatch, caplog):
    monkeypatch.setattr(work, "publish_due", lambda: 1 / 0)
    once()
    assert "ZeroDivisionError" in caplog.text
    assert replica.position().checked_at > 0
