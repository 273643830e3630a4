"""What tests of publishing share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.integration.editorial import Municipality, small_municipality
from tests.integration.publish_ways import Editor, Releases
from tests.integration.sync_clients import Node, node_with


@pytest.fixture
def town(db: None) -> Municipality:
    return small_municipality()


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
