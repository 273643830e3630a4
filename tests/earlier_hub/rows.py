"""Copies the rows of an SQLite database into the PostgreSQL database that Django is connected to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

# Each database has tables of its own for these; Django fills them.
OWN = ("wagtailsearch_", "sqlite_", "django_migrations")
READERS: dict[str, Callable[[Any], Any]] = {
    "boolean": bool,
    "timestamp with time zone": lambda text: f"{text}+00",
}


def copy_rows(rows: sqlite3.Connection) -> None:
    """First the tables as they were: from the migrations that the SQLite database names, and no later ones."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    _migrate_to({(app, name) for app, name in rows.execute("SELECT app, name FROM django_migrations")})
    tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables = [name for name in tables if not name.startswith(OWN)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(_quoted, tables))} CASCADE")
        for table in tables:
            _copy(rows, table, cursor)
        _continue_numbering(cursor)


def _migrate_to(applied: set[tuple[str, str]]) -> None:
    """As far as these and no further; what they squash has no place of its own any more."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    known = applied & nodes.keys()
    executor.migrate([each for each in known if not any(child.key in known for child in nodes[each].children)])


def _copy(rows: sqlite3.Connection, table: str, cursor: Any) -> None:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'",
        [table],
    )
    types = dict(cursor.fetchall())
    names = ", ".join(map(_quoted, types))
    found = [tuple(_read(types.values(), row)) for row in rows.execute(f"SELECT {names} FROM {_quoted(table)}")]
    holes = ", ".join(["%s"] * len(types))
    cursor.executemany(f"INSERT INTO {_quoted(table)} ({names}) VALUES ({holes})", found)


def _read(types: Any, row: tuple[Any, ...]) -> Iterator[Any]:
    for kind, value in zip(types, row, strict=True):
        yield value if value is None or kind not in READERS else READERS[kind](value)


def _continue_numbering(cursor: Any) -> None:
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND is_identity = 'YES'"
    )
    for table, column in cursor.fetchall():
        quoted = f"{_quoted(table)}"
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({_quoted(column)}), 1)) FROM {quoted}",
            [quoted, column],
        )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
