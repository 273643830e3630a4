"""A channel that follows the running hub: it hears of a publish on its open line, and holds the hub's bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from een_antwoord_sync import Channel, Folder, connect
from tests.integration.sync_clients import node_with
from tests.journeys.running_hub import Hub

pytestmark = pytest.mark.slow
FEE = "brp-uittreksel.leges.balie"


@pytest.fixture(scope="module")
def desk(hub: Hub) -> Iterator[httpx.Client]:
    token = hub.manage("issue_token", "a desk screen", "--channels", "desk").stdout.strip()
    with connect(hub.url, token) as client:
        yield client


def set_fee(hub: Hub, amount: str) -> None:
    done = hub.manage("set_fact", FEE, amount)
    assert done.returncode == 0, done.stdout + done.stderr


def events(response: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    name = ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_a_screen_hears_on_its_open_stream_what_was_published(hub: Hub, desk: httpx.Client) -> None:
    stream = desk.get("/api/v1/channels/desk").json()["stream"]
    with desk.stream("GET", stream) as response:
        heard = events(response)
        assert next(heard)[0] == "position"
        set_fee(hub, "13,10")
        name, step = next(heard)
    [change] = [each for each in step["changes"] if (each["key"], each["locale"]) == ("brp-uittreksel", "nl")]
    pinned = {"locale": "nl", "release": step["position"].partition("@")[0], "at": change["effectiveAt"]}
    document = desk.get("/api/v1/channels/desk/documents/product/brp-uittreksel", params=pinned)
    assert (name, hashlib.sha256(document.content).hexdigest()) == ("step", change["digest"])
    assert document.json()["facts"][FEE]["text"] == "€ 13,10"


@pytest.mark.browser
def test_a_page_of_another_site_hears_it_with_what_browsers_have(hub: Hub, browser: Browser) -> None:
    stream = hub.get("/api/v1/channels/website").json()["stream"]
    page = browser.new_page()
    heard = page.evaluate(
        """address => new Promise((resolve, reject) => {
            const stream = new EventSource(address);
            stream.addEventListener("step", ({lastEventId, data}) => {
                stream.close();
                resolve([lastEventId, JSON.parse(data).position]);
            });
            stream.onerror = () => reject("no stream");
        })""",
        f"{stream}&since=0",
    )
    page.close()
    assert heard[0] == heard[1]
    assert heard[0].startswith("1@")


class InPython:
    def __init__(self, desk: httpx.Client, folder: Path, _: Any) -> None:
        self.channel = Channel(desk, "desk", Folder(folder))

    def update(self) -> set[str]:
        return self.channel.update()

    def read(self, address: str) -> bytes | None:
        return self.channel.read(*address.split("/"))


class InTypeScript:
    def __init__(self, desk: httpx.Client, folder: Path, node: Any) -> None:
        self.node, token = node, desk.headers["Authorization"].removeprefix("Bearer ")
        self.ask("open", url=str(desk.base_url), name="desk", folder=str(folder), token=token)

    def ask(self, does: str, **given: str) -> dict[str, Any]:
        return self.node.ask(does=does, at=None, **given)

    def update(self) -> set[str]:
        answer = self.ask("sync")
        assert answer["reached"], answer["why"]
        return set(answer["changed"])

    def read(self, address: str) -> bytes | None:
        kind, key, locale = address.split("/")
        body = self.ask("read", kind=kind, key=key, locale=locale)["body"]
        return body and base64.b64decode(body)


@pytest.mark.parametrize(("library", "amount"), [(InPython, "13,20"), (InTypeScript, "13,30")])
def test_a_sync_library_holds_all_of_a_channel_and_takes_over_what_changes(
    hub: Hub, desk: httpx.Client, tmp_path: Path, typescript_library: Path, library: Any, amount: str
) -> None:
    def differing(addresses: set[str]) -> list[str]:
        return [address for address in addresses if client.read(address) != shown(address)]

    def shown(address: str) -> bytes | None:
        kind, key, locale = address.split("/")
        response = desk.get(f"/api/v1/channels/desk/documents/{kind}/{key}", params={"locale": locale})
        return response.content if response.status_code == 200 else None

    with node_with(typescript_library) as node:
        client = library(desk, tmp_path, node)
        everything = client.update()
        assert len(everything) > 100
        assert differing(everything) == []
        client.update()
        set_fee(hub, amount)
        changed = client.update()
        assert "product/brp-uittreksel/nl" in changed
        assert differing(changed) == []
        assert amount.encode() in client.read("product/brp-uittreksel/nl")
