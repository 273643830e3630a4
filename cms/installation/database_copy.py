"""The whole database as one file while others use it, and that file put back in one transaction."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO

from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.sql.gz"}


class CopyFailed(Exception):
    """The database, or its program, says why."""


def file_name() -> str:
    """Of a copy of this kind of database; one kind cannot be put back into another."""
    return FILES[connection.vendor]


def write_copy(target: Path) -> None:
    """As the database is at one moment; writers go on meanwhile."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            _check(copy)
    else:
        with _program("pg_dump", "--no-owner", "--no-privileges", output=True) as dump, gzip.open(target, "wb") as file:
            shutil.copyfileobj(dump, file)


def put_back(source: Path) -> None:
    """All that the database held makes room for it, or nothing changes."""
    if connection.vendor == "sqlite":
        connection.close()
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as copy:
            _check(copy)
            copy.backup(connection.connection)
        return
    tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    connection.close()
    with _program("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-") as psql:
        if tables:
            psql.write(f"DROP TABLE {', '.join(tables)} CASCADE;\n".encode())
        with gzip.open(source) as file:
            shutil.copyfileobj(file, psql)


def _check(copy: sqlite3.Connection) -> None:
    [answer] = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise CopyFailed(answer)


@contextmanager
def _program(name: str, *options: str, output: bool = False) -> Iterator[IO[bytes]]:
    """Its output, or else its input; it connects as the hub does, and fails as a whole."""
    place, environment = _where()
    pipes = {"stdout": subprocess.PIPE} if output else {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    try:
        process = subprocess.Popen(
            [name, *options, "--dbname", place], env=environment, stderr=subprocess.PIPE, **pipes
        )
    except FileNotFoundError as error:
        raise CopyFailed(f"{name} is not installed (Debian: postgresql-client)") from error
    try:
        with suppress(BrokenPipeError):
            yield process.stdout if output else process.stdin
    except BaseException:
        process.kill()
        process.wait()
        raise
    _, said = process.communicate()
    if process.returncode:
        raise CopyFailed(said.decode(errors="replace").strip())


def _where() -> tuple[str, dict[str, str]]:
    """As libpq is told it; the password goes by the environment, since anybody may see how a program was started."""
    known = {each.keyword.decode() for each in Conninfo.get_defaults()}
    given = {name: value for name, value in connection.get_connection_params().items() if name in known}
    # Copying a whole database may take longer than one request.
    given.pop("options", None)
    password = given.pop("password", None)
    return make_conninfo(**given), {**os.environ, **({"PGPASSWORD": password} if password else {})}
