"""PostgreSQL ends what takes too long, so that one stuck statement does not hold a web server's threads."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection

from cms.databases import databases

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
