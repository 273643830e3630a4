"""A hub of paper with the curated examples, and the reference clients in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.client_under_test import Clients, clients_of
from tests.contract.fake_hub import FakeHub, example_documents, serving


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serving(FakeHub(example_documents())) as hub:
        yield hub


@pytest.fixture
def clients(hub: FakeHub) -> Iterator[Clients]:
    with clients_of(hub) as clients:
        yield clients
