"""The whole sample municipality, as `make run` loads it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from products.sample.files import Fixture
from releases.channels import channels_on
from tests.integration.small_sample import FIXTURES
from tests.journeys.running_hub import Hub

pytestmark = [pytest.mark.slow, pytest.mark.engine]


@pytest.fixture
def reader(hub: Hub) -> Iterator[httpx.Client]:
    token = hub.manage("issue_token", "everything", "--channels", ",".join(channels_on(()))).stdout.strip()
    with httpx.Client(base_url=hub.url, headers={"Authorization": f"Bearer {token}"}, timeout=30) as reader:
        yield reader


def test_loading_it_again_changes_nothing(hub: Hub) -> None:
    assert "Nothing changed, so no release" in hub.loaded_again


@pytest.mark.parametrize("channel", channels_on(()))
def test_every_product_is_told_in_its_first_release(reader: httpx.Client, channel: str) -> None:
    asked = {"kind": "product", "release": "1", "limit": "500"}
    told = {each["key"] for each in reader.get(f"/api/v1/channels/{channel}/documents", params=asked).json()["results"]}

    assert told == set(Fixture(FIXTURES).products)


def test_the_number_of_a_colleague_is_told_to_colleagues_alone(hub: Hub, reader: httpx.Client) -> None:
    number = "/api/v1/facts/contact.wijkteam"

    assert hub.get(number).status_code == 404
    assert {use["channel"] for use in reader.get(number).json()["usedIn"]} == {"phone"}
