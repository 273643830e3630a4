"""The databases that tests start from: one that is migrated, and copies of it with more in them, each made once.

An ordinary test runs in a transaction on the starting point itself, which is rolled back. A test with transactions of
its own runs on a copy, which is thrown away: that takes less than emptying it and making it anew.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from tests.database_files import Engine, Sqlite

ROOT = Path(__file__).resolve().parent.parent


def migrated_name(engine: Engine) -> str:
    """Named by everything that decides what is in it: our migrations, and the versions of all packages."""
    sources = [ROOT / "requirements-dev.lock", *sorted(ROOT.glob("*/migrations/*.py"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return engine.name(_folder(), digest[:16])


def _folder() -> Path:
    """What is in it serves the next run too: migrating takes longer than most tests together."""
    return Path(settings.VAR_DIR) / "test-databases"


def ensure_migrated(engine: Engine) -> str:
    """The name of the migrated database; one worker makes it, and the others wait for it."""
    name = migrated_name(engine)
    if engine.has(name):
        return name
    _folder().mkdir(parents=True, exist_ok=True)
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not engine.has(name):
            _forget_older(engine)
            _migrate(engine, name)
    return name


def _forget_older(engine: Engine) -> None:
    """A server is made anew for each run; that of SQLite serves the next one too."""
    for old in _folder().glob("*.sqlite3*") if isinstance(engine, Sqlite) else ():
        old.unlink()


def _migrate(engine: Engine, name: str) -> None:
    """Whole or not at all: it has its name once it is finished."""
    unfinished = f"{name}_unfinished"
    engine.drop(unfinished)
    engine.create(unfinished)
    connect_to(unfinished)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    engine.rename(unfinished, name)


def connect_to(name: str) -> None:
    """All threads of this process, from their next connection on.

    A database that was upgraded numbers its content types otherwise, so what is remembered of another one goes.
    """
    from django.contrib.contenttypes.models import (
        ContentType,  # only once Django is ready, and some import this earlier
    )

    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    cache.clear()


class Databases:
    """Those of one worker; `folder` is its own, and `worker` tells its databases on a server from those of others."""

    def __init__(self, engine: Engine, folder: Path, worker: str) -> None:
        self._engine, self._folder, self._worker = engine, folder, worker
        self._points: dict[str, str] = {}
        if isinstance(engine, Sqlite):
            # Nothing outlives the tests, so nothing needs to reach the disk.
            connection.settings_dict["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

    def start_from(self, point: str, fill: Callable[[], object]) -> None:
        """On the starting point `point`; what is written there must be rolled back. `fill` makes it, the first time."""
        if point not in self._points:
            name = self._own_name(point)
            self._engine.copy(ensure_migrated(self._engine), name)
            connect_to(name)
            fill()
            self._points[point] = name
            # Also for what was remembered while it was filled.
            connect_to(name)
        if connection.settings_dict["NAME"] != self._points[point]:
            connect_to(self._points[point])

    @contextmanager
    def copied(self) -> Iterator[None]:
        """On a copy of the starting point that a test is on."""
        source, copy = connection.settings_dict["NAME"], self._own_name("copy")
        connection.close()
        self._engine.copy(source, copy)
        connect_to(copy)
        yield
        connect_to(source)
        self._engine.drop(copy)

    def close(self) -> None:
        connection.close()
        for name in self._points.values():
            self._engine.drop(name)

    def _own_name(self, point: str) -> str:
        return self._engine.name(self._folder, f"{self._worker}_{point}")
