"""PostgreSQL ends what takes too long, so that one stuck statement does not hold a web server's threads."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections

from api.unavailability import is_unavailable
from cms.databases import databases
from cms.postgresql import base
from cms.postgresql.base import DatabaseWrapper
from cms.running.start_checks import connections_needed, warn_of_few_connections

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"

POSTGRESQL = pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="SQLite has its own wait")


def test_sqlite_waits_for_the_lock_and_loses_nothing():
    options = databases("sqlite:////tmp/hub.sqlite3", 60, 12)["default"]["OPTIONS"]
    assert options["timeout"] == 12
    assert "synchronous=FULL" in options["init_command"]


def test_other_options_of_the_address_stay():
    url = "postgres://hub@db/hub?options=-c%20search_path%3Dhub&sslmode=require"
    options = databases(url, 60, 30)["default"]["OPTIONS"]
    assert options["options"] == "-c search_path=hub -c statement_timeout=60000 -c lock_timeout=30000"
    assert options["sslmode"] == "require"


@POSTGRESQL
@pytest.mark.engine
@pytest.mark.django_db
def test_a_connection_has_the_limits_of_the_settings():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
        assert cursor.fetchone() == ("1min", "30s")
    assert (settings.DATABASE_STATEMENT_SECONDS, settings.DATABASE_LOCK_SECONDS) == (60, 30)


@POSTGRESQL
@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("setting", ["statement_timeout", "lock_timeout"])
def test_who_waits_for_another_too_long_fails(setting):
    with psycopg.connect(**connection.get_connection_params() | {"context": None, "cursor_factory": None}) as other:
        other.execute("LOCK TABLE releases_head")
        with connection.cursor() as cursor:
            cursor.execute(f"SET {setting} = 50")
            with pytest.raises(OperationalError, match="canceling statement"):
                cursor.execute("SELECT * FROM releases_head")
    connection.close()


def with_few(most: int, wait: float, url: str = "") -> DatabaseWrapper:
    """A connection as another thread of the process would have it."""
    found = databases(url or os.environ["DATABASE_URL"], 60, 30, most)["default"]
    found["OPTIONS"]["wait"] = wait
    return DatabaseWrapper(connections.configure_settings({"default": found})["default"], "other")


@POSTGRESQL
@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_a_process_opens_no_more_connections_than_it_may_and_a_closed_one_makes_room(monkeypatch):
    monkeypatch.setattr(base, "_places", {})
    first, second, third = (with_few(2, wait=0.05) for _ in range(3))
    first.ensure_connection()
    second.ensure_connection()
    with pytest.raises(OperationalError, match="DATABASE_CONNECTIONS") as refused:
        third.ensure_connection()
    assert is_unavailable(refused.value)
    first.close()
    third.ensure_connection()
    second.close()
    third.close()


@POSTGRESQL
@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_who_needs_another_connection_waits_until_there_is_one(monkeypatch):
    monkeypatch.setattr(base, "_places", {})
    first, second = (with_few(1, wait=20) for _ in range(2))
    first.ensure_connection()
    second.inc_thread_sharing()
    waiting = threading.Thread(target=second.ensure_connection)
    waiting.start()
    first.close()
    waiting.join(20)
    assert second.connection is not None
    second.close()


@POSTGRESQL
@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_be_reached_is_told_at_once_and_keeps_no_place(monkeypatch, tmp_path):
    monkeypatch.setattr(base, "_places", {})
    stopped = f"postgres://hub@/postgres?host={tmp_path}"
    for _ in range(3):
        with pytest.raises(OperationalError, match=str(tmp_path)):
            with_few(1, wait=20, url=stopped).ensure_connection()


@POSTGRESQL
@pytest.mark.engine
@pytest.mark.django_db
@pytest.mark.parametrize(("workers", "warned"), [(1, False), (1000, True)])
def test_a_node_that_may_open_more_connections_than_the_server_allows_says_so(caplog, workers, warned):
    warn_of_few_connections(workers)
    assert ("raise max_connections" in caplog.text) is warned


def test_the_connections_of_a_node_are_those_of_its_web_server_its_worker_and_some_to_spare(settings):
    settings.DATABASE_CONNECTIONS = 12
    assert [connections_needed(workers) for workers in (2, 4)] == [42, 66]
    assert "66 for one with four processes and 84 for two with two each" in OPERATIONS.read_text()
