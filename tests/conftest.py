"""What every test shares: its own copy of the released documents, and a database in a file so that threads share it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import setting_changed
from django.db import connections

from cms.translations import compile_all
from releases.replica import Replica, close_shared_replica, shared_replica

pytest_plugins = ["pytester", "tests.relevance.reporting"]

COMMITTING = {"transactional_db", "live_server", "django_db_serialized_rollback"}
DATABASE = {"db", "editor_of_hub", *COMMITTING}


def pytest_configure() -> None:
    """Messages are tested in Dutch, so the catalogues must be there; Django forgets what it read before."""
    compile_all()
    setting_changed.send(sender=None, setting="LOCALE_PATHS", value=settings.LOCALE_PATHS, enter=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What touches a database runs a second time on PostgreSQL: see the Makefile.

    A test with real commits empties the database, so those run after all others, in one worker.
    """
    for item in items:
        needed = set(getattr(item, "fixturenames", ()))
        mark = item.get_closest_marker("django_db")
        if mark or needed & DATABASE:
            item.add_marker("database")
        if (mark and mark.kwargs.get("transaction")) or needed & COMMITTING:
            item.add_marker(pytest.mark.xdist_group("committing"))
        if "editor_of_hub" in needed:
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    database = connections["default"].settings_dict
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.fixture(autouse=True)
def replica_dir(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.REPLICA_DIR = tmp_path / "replica"
    yield settings.REPLICA_DIR
    close_shared_replica()


@pytest.fixture
def replica(replica_dir: Path) -> Replica:
    """This node's copy; `replica.follow()` takes over what a test published inside its transaction."""
    return shared_replica()


@pytest.fixture
def unreleased() -> Iterator[None]:
    """Lets a test make editorial objects without publishing a release of them."""
    from products.publishing import unreleased as collecting

    with collecting():
        yield
