"""A database that does not answer now, lets nobody in or has no room: 503 with Retry-After, never 500."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import lmdb
import pytest
from django.contrib.auth import get_user_model
from django.db import Error, OperationalError, connection, connections
from django.test import Client
from django.utils import timezone

from api import tokens
from api.models import AccessToken
from api.unavailability import is_unavailable
from api.v1.health import Live
from cms.databases import databases
from cms.monitoring.failures import guarded

pytestmark = pytest.mark.django_db(transaction=True)
Failing = Callable[[], object]


def execute(*statements: str) -> object:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def connect_to(url: str) -> object:
    """A connection of its own."""
    settings = connections.configure_settings(databases(url, 60, 30))["default"]
    with closing(type(connections["default"])(settings, "other")) as other:
        other.ensure_connection()


def locked(path: Path) -> Failing:
    def fail() -> None:
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
            other.execute("BEGIN IMMEDIATE")
            execute("PRAGMA busy_timeout = 0", "UPDATE releases_head SET number = number")

    return fail


def full(path: Path) -> Failing:
    return lambda: execute("PRAGMA max_page_count = 1", "CREATE TABLE larger AS SELECT randomblob(100000) AS bytes")


def without_a_folder(path: Path) -> Failing:
    return lambda: connect_to(f"sqlite:///{path}/away/hub.sqlite3")


def stopped(path: Path) -> Failing:
    return lambda: connect_to(f"postgres://hub@/postgres?host={path}")


def ended_statement(path: Path) -> Failing:
    return lambda: execute("SET statement_timeout = 10", "SELECT pg_sleep(5)")


def lock_of_another(path: Path) -> Failing:
    def fail() -> None:
        import psycopg

        given = connection.get_connection_params() | {"context": None, "cursor_factory": None}
        with psycopg.connect(**given) as other:
            other.execute("LOCK TABLE releases_head")
            execute("SET lock_timeout = 10", "SELECT * FROM releases_head")

    return fail


def no_connection_left(path: Path) -> Failing:
    def fail() -> None:
        execute("DROP ROLE IF EXISTS crowded", "CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
        given = connection.settings_dict
        connect_to(f"postgres://crowded@/{given['NAME']}?host={given['OPTIONS'].get('host', '') or given['HOST']}")

    return fail


def ended_by_its_server(path: Path) -> Failing:
    return lambda: execute("SELECT pg_terminate_backend(pg_backend_pid())")


ON_SQLITE = [locked, full, without_a_folder]
ON_POSTGRESQL = [stopped, ended_statement, lock_of_another, no_connection_left, ended_by_its_server]


@pytest.mark.engine
@pytest.mark.parametrize("failing", ON_SQLITE + ON_POSTGRESQL)
def test_what_passes_by_itself_is_known_from_what_is_our_own_fault(failing, tmp_path):
    if (failing in ON_SQLITE) != (connection.vendor == "sqlite"):
        pytest.skip("this is of the other database")
    with pytest.raises(Error) as caught:
        failing(tmp_path)()
    connection.close()
    assert is_unavailable(caught.value), repr(caught.value)


@pytest.mark.engine
def test_a_statement_that_no_database_understands_is_our_own_fault():
    with pytest.raises(Error) as caught:
        execute("SELECT nothing FROM nowhere")
    connection.close()
    assert not is_unavailable(caught.value)


@pytest.mark.parametrize("error", [lmdb.MapFullError("full"), OSError(28, "No space left on device")])
def test_a_full_disk_passes_too(error):
    assert is_unavailable(error)


@pytest.mark.parametrize("error", [None, ValueError(), lmdb.BadTxnError(), FileNotFoundError(2, "away")])
def test_anything_else_does_not(error):
    assert not is_unavailable(error)


def away(*_: object, **__: object) -> None:
    raise OperationalError("canceling statement due to statement timeout")


def test_the_api_says_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(Live, "get", away)
    answer = client.get("/api/v1/health/live")
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "unavailable", "5")


def test_what_answers_before_django_says_so_too():
    told: list[tuple[str, dict[str, str]]] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/changes", "QUERY_STRING": ""}
    [body] = guarded(away)(environ, lambda status, headers: told.append((status, dict(headers))))
    [(status, headers)] = told
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "5")
    assert json.loads(body)["code"] == "unavailable"


@pytest.fixture
def editor() -> Client:
    visitor = Client(raise_request_exception=False)
    visitor.force_login(get_user_model().objects.create_superuser("anna"))
    return visitor


def test_an_editor_reads_in_dutch_that_this_passes_and_a_number_that_is_in_the_log(editor, monkeypatch, caplog):
    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get_context_data", away)
    answer = editor.get("/admin/", headers={"accept-language": "nl"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Dit lukt nu even niet" in answer.content.decode()
    assert answer.headers["X-Request-ID"] in answer.content.decode()
    assert "A request failed" in caplog.text


def test_a_form_that_cannot_be_saved_now_is_told_the_same(editor, monkeypatch):
    monkeypatch.setattr("cms.middleware.one_release", away)
    assert editor.post("/admin/reports/locked/").status_code == 503


def test_a_session_that_cannot_be_read_now_is_told_the_same(editor, monkeypatch):
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    assert editor.get("/admin/", headers={"accept": "application/json"}).json()["error"] == "unavailable"


def test_a_token_is_shown_although_this_node_cannot_take_it_over_now(monkeypatch, caplog):
    monkeypatch.setattr("api.tokens.follower.follow", away)
    plaintext = tokens.issue("Balie", ["desk"], False, timezone.now())
    assert tokens.issued(plaintext) == AccessToken.objects.get()
    assert "on_commit" in caplog.text
