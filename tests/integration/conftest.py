"""Fixtures for tests of publishing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from api import tokens
from releases.replica.follower import follow
from releases.replica.replica import Replica
from tests.identity_provider.running import IdentityProvider, running_provider, use_provider
from tests.integration.editorial import Municipality, stored_municipality
from tests.integration.hot_path import PATH, Answer, answer
from tests.integration.publish_ways import Editor, Releases
from tests.integration.published import NOW
from tests.integration.sync_clients import Node, node_with


@pytest.fixture
def town_database() -> None:
    """Named by a test that starts with the small municipality in its database."""


@pytest.fixture
def town(town_database: None, db: None) -> Municipality:
    return stored_municipality()


@pytest.fixture
def editor(admin_client: Client) -> Editor:
    return Editor(admin_client)


@pytest.fixture
def releases(town: Municipality) -> Releases:
    return Releases()


@pytest.fixture(scope="session")
def node(typescript_library: Path) -> Iterator[Node]:
    with node_with(typescript_library) as node:
        yield node


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch, replica: Replica) -> None:
    """While somebody waits for this node's copy, it is compared with the database."""
    monkeypatch.setattr("api.catching_up.sleep", lambda _: tokens.follow())


@pytest.fixture
def ask(replica: Replica):
    """Asks the hot path, which has all that was published."""

    def get(path: str = PATH, query: str = "", method: str = "GET", now: datetime = NOW, **headers: str) -> Answer:
        follow(replica, tokens._active, now.timestamp())
        return answer(replica, path, query, method, now, **headers)

    return get


@pytest.fixture(scope="session")
def running_identity_provider() -> Iterator[IdentityProvider]:
    with running_provider("http://testserver") as provider:
        yield provider


@pytest.fixture
def provider(running_identity_provider: IdentityProvider, settings: Any) -> Iterator[IdentityProvider]:
    """With sign-on set to it: its group `redactie` gives the role of editors, and `lezers` that of readers."""
    use_provider(settings, running_identity_provider)
    running_identity_provider.person(
        "anna", groups=["redactie"], preferred_username="a.bakker", given_name="Anna", family_name="Bakker"
    )
    yield running_identity_provider
    running_identity_provider.fault("")
