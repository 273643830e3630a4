"""Whatever happens to a hub and to the answers on their way, both sync libraries come to the hub's bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.integration.histories import undone
from tests.integration.sync_clients import Client, PythonClient, TypeScriptClient
from tests.integration.sync_hub import SyncHub, sync_hub
from tests.integration.sync_story import STORIES, Act, Story

pytestmark = pytest.mark.django_db
UNHURRIED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def ends_well(client_of: Callable[[SyncHub, Path], Client], acts: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder, undone(), sync_hub(Path(folder) / "hub") as hub:
        story = Story(hub, client_of(hub, Path(folder) / "client"))
        story.play(acts)
        story.settle()
        assert story.differences() == []
        hub.pass_hours(3)
        assert story.differences() == [], "the client did not switch by its own clock"


@settings(max_examples=30, **UNHURRIED)
@given(acts=STORIES)
def test_the_library_in_python_comes_to_the_bytes_of_the_hub(acts):
    ends_well(PythonClient, acts)


@settings(max_examples=15, **UNHURRIED)
@given(acts=STORIES)
def test_the_library_in_typescript_comes_to_the_bytes_of_the_hub(node, acts):
    ends_well(lambda hub, path: TypeScriptClient(node, hub, path), acts)
