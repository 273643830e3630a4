"""The page that tells how to add a channel names what every channel has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clients.application import CHANNELS as CLIENTS
from releases.channels import CHANNELS

ROOT = Path(__file__).resolve().parents[2]
HOWTO = (ROOT / "docs" / "howto-add-a-channel.md").read_text("utf-8")
PATHS = sorted(set(re.findall(r"`((?:releases|frontend-contract|tests|pyproject)[\w./-]*)`", HOWTO)))
OWN = [path for path in PATHS if "chat" in path]


@pytest.mark.parametrize("path", PATHS)
def test_what_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_it_names_a_shape_a_schema_an_example_a_client_and_a_test() -> None:
    assert {path.partition("/chat")[0].partition("_chat")[0] for path in OWN} == {
        "frontend-contract/clients",
        "frontend-contract/examples",
        "frontend-contract/schemas",
        "releases/channels",
        "tests/contract/test_channel",
    }


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_has_its_shape_schema_example_and_client(channel: str) -> None:
    parts = [path.replace("chat", channel) for path in OWN if not path.startswith("tests/")]
    assert [part for part in parts if not (ROOT / part).exists()] == []


def test_every_channel_has_a_client() -> None:
    assert CLIENTS.keys() == CHANNELS.keys()
