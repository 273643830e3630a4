"""Making, copying and removing whole databases: files of SQLite, or databases of a PostgreSQL server."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


class Engine(Protocol):
    """Databases by name, as Django's settings name them; nobody may be connected to one that is copied."""

    def name(self, folder: Path, name: str) -> str: ...
    def url(self, name: str) -> str: ...
    def has(self, name: str) -> bool: ...
    def create(self, name: str) -> None: ...
    def copy(self, source: str, target: str) -> None: ...
    def rename(self, source: str, target: str) -> None: ...
    def drop(self, name: str) -> None: ...


class Sqlite:
    def name(self, folder: Path, name: str) -> str:
        return str(folder / f"{name}.sqlite3")

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"

    def has(self, name: str) -> bool:
        return Path(name).exists()

    def create(self, name: str) -> None:
        """By connecting to it."""
        Path(name).parent.mkdir(parents=True, exist_ok=True)

    def copy(self, source: str, target: str) -> None:
        shutil.copyfile(source, target)

    def rename(self, source: str, target: str) -> None:
        Path(source).replace(target)

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)


class Postgresql:
    """The server that DATABASE_URL names; its folders do not matter."""

    def __init__(self, url: str) -> None:
        self._url = url

    def name(self, folder: Path, name: str) -> str:
        return f"hub_tests_{name}"

    def url(self, name: str) -> str:
        return urlsplit(self._url)._replace(path=f"/{name}").geturl()

    def has(self, name: str) -> bool:
        with psycopg.connect(self._url) as connection:
            return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchall())

    def create(self, name: str) -> None:
        self.drop(name)
        self._execute("CREATE DATABASE {}", name)

    def copy(self, source: str, target: str) -> None:
        """A connection that an earlier test left behind would keep it from being copied, so that one is ended."""
        self.drop(target)
        with psycopg.connect(self._url, autocommit=True) as connection:
            left = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
            )
            connection.execute(left, [source])
        self._execute("CREATE DATABASE {} TEMPLATE {}", target, source)

    def rename(self, source: str, target: str) -> None:
        self._execute("ALTER DATABASE {} RENAME TO {}", source, target)

    def drop(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def given_engine() -> Engine:
    """The one that the tests run on."""
    url = os.environ.get("DATABASE_URL", "")
    return Postgresql(url) if url.startswith("postgres") else Sqlite()
