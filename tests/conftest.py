"""Fixtures of all tests: a copy of the released documents for each, and a database in a file that threads share."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from django.test import TransactionTestCase
from django.test.testcases import LiveServerThread
from django.utils.translation.reloader import translation_file_changed

from cms.translations import compile_all
from releases.replica.replica import Replica, shared_replica
from tests.contract.typescript import compiled
from tests.database_files import given_engine
from tests.databases import Databases
from tests.earlier_hub.restore import upgrade_earlier_hub
from tests.elasticsearch_server import MISSING, Server, given_server
from tests.integration.editorial import publish_small_municipality
from tests.journeys.running_hub import Hub, running_hub
from tests.patient_server import PatientServer
from tests.process_state import close_shared_replica, forget_indexes

pytest_plugins = ["pytester", "tests.relevance.reporting"]

DATABASE = {"db", "transactional_db", "live_server", "django_db_serialized_rollback"}


def pytest_configure() -> None:
    """Messages are tested in Dutch, so the catalogues must be there; Django forgets what it read before."""
    compile_all()
    # Two are enough to tell fallback from translation; the running hub has all that the settings name.
    settings.WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
    # A good hash takes a quarter of a second, and hundreds of tests have a user. The running hub has the real one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each process counts for itself, and forgets with its database.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    # Its answers come in two pieces, and the second would wait 40 ms for the first to be confirmed.
    WSGIRequestHandler.disable_nagle_algorithm = True
    LiveServerThread.server_class = PatientServer
    translation_file_changed(None, Path("django.mo"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What touches a database is left out of `make test-fast`.

    The journeys through a running hub share one, since starting it takes long: so they stay in one worker. So
    do tests of Elasticsearch, since some of them stop it for a moment.
    """
    for item in items:
        needed = set(getattr(item, "fixturenames", ()))
        mark = item.get_closest_marker("django_db")
        through_hub = "hub" in needed and not {"journeys", "relevance"}.isdisjoint(item.path.parts)
        if mark or needed & DATABASE or through_hub:
            item.add_marker("database")
        if "elasticsearch" in needed:
            item.add_marker("elasticsearch")
        if through_hub:
            item.add_marker(pytest.mark.xdist_group("journeys"))
        elif item.get_closest_marker("elasticsearch"):
            item.add_marker(pytest.mark.xdist_group("elasticsearch"))


@pytest.fixture(scope="session")
def databases(
    django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock():
        databases = Databases(given_engine(), tmp_path_factory.mktemp("databases"), worker)
    yield databases
    with django_db_blocker.unblock():
        databases.close()


@pytest.fixture
def django_db_setup(
    request: pytest.FixtureRequest, databases: Databases, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Each test finds the database as migrations leave it, or with the small municipality when it asks for that one."""
    with django_db_blocker.unblock(), ExitStack() as held:
        if "town_database" in request.fixturenames:
            databases.start_from("town", publish_small_municipality)
        elif "earlier_database" in request.fixturenames:
            databases.start_from("earlier", upgrade_earlier_hub)
        else:
            databases.start_from("empty", lambda: None)
        if has_transactions(request):
            monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: None)
            held.enter_context(databases.copied())
        yield


def has_transactions(request: pytest.FixtureRequest) -> bool:
    """Of its own, so that rolling back is not enough."""
    mark = request.node.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or not DATABASE.isdisjoint({*request.fixturenames} - {"db"})


@pytest.fixture(scope="session")
def replica_dirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test that asks for one; most tests never make it."""
    root = tmp_path_factory.mktemp("replicas")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def replica_dir(settings: Any, replica_dirs: Iterator[Path]) -> Iterator[Path]:
    settings.REPLICA_DIR = next(replica_dirs)
    settings.DUTIES_DIR, settings.METRICS_DIR = settings.REPLICA_DIR / "duties", settings.REPLICA_DIR / "metrics"
    settings.TRUSTED_INSTANT = settings.REPLICA_DIR / "trusted-instant"
    settings.TOKEN_USE_DIR = settings.REPLICA_DIR / "token-use"
    yield settings.REPLICA_DIR
    close_shared_replica()


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One for all that ask for it, since starting it takes long: each journey changes a product of its own.

    Before the first of them the sample is loaded once more, for the test that this changes nothing.
    """
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield replace(hub, loaded_again=hub.manage("load_sample", "--again").stdout)


@pytest.fixture(autouse=True)
def search_dir(settings: Any, replica_dir: Path) -> Iterator[Path]:
    """Each test has its own embedded indexes, and no Elasticsearch unless it asks for one."""
    settings.SEARCH_DIR, settings.ELASTICSEARCH_URL = replica_dir / "search", ""
    settings.SEARCH_COUNT_SECONDS = 0
    yield settings.SEARCH_DIR
    forget_indexes()


@pytest.fixture
def elasticsearch(settings: Any) -> Iterator[Server]:
    """The real server, with names that are this test's own."""
    server = given_server()
    if server is None:
        (pytest.fail if os.environ.get("REQUIRE_PARTS") else pytest.skip)(MISSING)
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = server.url, f"test-{uuid.uuid4().hex[:12]}"
    yield server
    names = httpx.get(f"{server.url}/{settings.ELASTICSEARCH_PREFIX}-*", timeout=60).json()
    if names:
        httpx.delete(f"{server.url}/{','.join(names)}", timeout=60).raise_for_status()


@pytest.fixture
def replica(replica_dir: Path) -> Replica:
    """This node's copy; `follow(replica)` takes over what a test published inside its transaction."""
    return shared_replica()


@pytest.fixture
def unreleased() -> Iterator[None]:
    """Lets a test make editorial objects without publishing a release of them."""
    from products.publishing.release import unreleased as collecting

    with collecting():
        yield


@pytest.fixture(scope="session")
def typescript_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the compiled sync library."""
    return compiled(tmp_path_factory.mktemp("typescript"))
