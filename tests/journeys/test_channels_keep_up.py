"""Reference channels hear of a release by themselves, show it, say so, and stay when the hub is away."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from releases.channels import channels_on
from tests.eventually import eventually
from tests.journeys.editing import current_release
from tests.journeys.running_hub import ROOT, Hub, free_ports, running

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FEE = "rommelmarkt.leges.klein"
PRODUCT = "/kanalen/desk/product/rommelmarkt/"


def set_fee(hub: Hub, amount: str) -> None:
    done = hub.manage("set_fact", FEE, amount)
    assert done.returncode == 0, done.stdout + done.stderr


def shows(page: Page, channel: str, instance: str, release: int) -> bool:
    """Whether the board says that this instance shows that release, and that all is well with it."""
    page.goto("/admin/channel-board/")
    row = page.locator(f"section[aria-labelledby=channel-{channel}]").get_by_role("row").filter(has_text=instance)
    return row.filter(has_text=f"Toont publicatie {release}").filter(has_text="Loopt gelijk").count() == 1


def test_each_channel_says_by_itself_that_it_shows_the_newest_release(hub: Hub, editor_of_hub: Page) -> None:
    set_fee(hub, "16,10")
    release = current_release(hub)

    for channel in channels_on(()):
        assert eventually(lambda channel=channel: shows(editor_of_hub, channel, "kanalen", release)), channel


class Elsewhere:
    """Channels that run by themselves, and the node of the hub that they read, which a test may stop."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        node, channels = free_ports(), free_ports()
        self.url, self._node_url, self._folder = f"http://127.0.0.1:{channels}", f"http://127.0.0.1:{node}", folder
        self._node = hub.environment | {"PORT": str(node), "BASE_URL": self._node_url, "VAR_DIR": str(folder / "node")}
        self._node |= {"REFERENCE_CHANNELS": "false", "SIGNING_KEY": hub.signing_key()}
        code = os.pathsep.join(str(ROOT / "frontend-contract" / each) for each in (".", "sync/python"))
        self._channels = os.environ | {"HUB_URL": self._node_url, "PYTHONPATH": code, "CHANNELS_INSTANCE": "elders"}
        self._channels |= {"CHANNELS_DIR": str(folder / "channels"), "HUB_TOKEN_DESK": desk_token(hub)}
        self._port = str(channels)

    def node(self) -> AbstractContextManager[None]:
        command = [sys.executable, "manage.py", "serve"]
        return running(command, self._node, self._folder / "node.log", f"{self._node_url}/api/v1/health/ready")

    def channels(self) -> AbstractContextManager[None]:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", self._port]
        log, ready = self._folder / "channels.log", f"{self.url}/kanalen/static/base.css"
        return running([*command, "clients.application:application"], self._channels, log, ready)

    def page(self) -> str:
        answer = httpx.get(f"{self.url}{PRODUCT}", timeout=30)
        return answer.text if answer.is_success else ""


def desk_token(hub: Hub) -> str:
    return hub.manage("issue_token", "a desk elsewhere", "--channels", "desk").stdout.strip()


def test_a_channel_stays_while_its_node_is_away_and_then_catches_up(
    hub: Hub, editor_of_hub: Page, tmp_path: Path
) -> None:
    elsewhere = Elsewhere(hub, tmp_path)
    set_fee(hub, "17,20")
    with elsewhere.channels():
        with elsewhere.node():
            assert eventually(lambda: shows(editor_of_hub, "desk", "elders", current_release(hub)))
        set_fee(hub, "18,30")
        assert "€ 17,20" in elsewhere.page()

        with elsewhere.node():
            assert eventually(lambda: "€ 18,30" in elsewhere.page())
            assert eventually(lambda: shows(editor_of_hub, "desk", "elders", current_release(hub)))
