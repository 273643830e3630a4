"""What tests of publishing share."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.integration.editorial import Municipality, small_municipality
from tests.integration.publish_ways import Editor, Releases


@pytest.fixture
def town(db: None) -> Municipality:
    return small_municipality()


@pytest.fixture
def editor(admin_client: Client) -> Editor:
    return Editor(admin_client)


@pytest.fixture
def releases(town: Municipality) -> Releases:
    return Releases()
