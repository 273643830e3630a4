"""The reference website with a copy of its own, in front of a hub whose answers may come to grief."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
from django.test import Client

from api import tokens
from clients.application import CHANNELS, create_application
from clients.shared.copy.copy_reader import CopyReader
from clients.shared.copy.follower import Follower
from clients.shared.copy.local_copy import LocalCopy
from clients.shared.copy.reporting import Reporter
from clients.shared.hub.reader import HubReader
from clients.shared.hub.visit import Visit
from een_antwoord_sync import Rejected, Unreachable
from releases import store
from releases.compiling.compiler import compile_snapshot
from releases.models.instances import Instance as Row
from tests.contract.client_under_test import Clients, Page
from tests.integration.sync_clients import transport_to
from tests.integration.sync_hub import SyncHub
from tests.unit.snapshots import FEE, facts, money, snapshot

PRODUCT = "/kanalen/website/product/paspoort/"
AWAY = ["lost"] * 100


class Instance:
    """Does what its threads would do, when a test says so; `is_away`: the hub does not hear it."""

    def __init__(self, hub: SyncHub, folder: Path, client: Client) -> None:
        self.hub, self._client, self.is_away = hub, client, False
        self.http = httpx.Client(base_url=hub.url, transport=httpx.MockTransport(self._answer))
        token = tokens.issue("kanalen", ["website"], False, hub.now)
        tokens.follow()
        self.own = LocalCopy(self.http, "website", folder, clock=hub.clock)
        self.follower = Follower(self.own, Reporter(self.http, token, "website", "kanalen"))
        self.reader = CopyReader(self.http, self.own, token)
        readers = {name: HubReader(self.http, name) for name in CHANNELS} | {"website": self.reader}
        self._pages = Clients(create_application(readers, lambda: hub.now))

    def take_over(self) -> None:
        try:
            self.own.channel.update()
            self.follower.accept()
        except Rejected as refusal:
            self.follower.reject(refusal)
        except Unreachable:
            pass
        self.hub.asked.clear()

    def page(self, target: str = PRODUCT) -> Page:
        return self._pages.get(target)

    def fee(self, query: str = "") -> str:
        """What the page of the passport tells first as the fee."""
        return next(text for key, _, _, text in self.page(PRODUCT + query).marks() if key == FEE)

    def visit(self, **asked: str) -> Visit:
        return Visit(**({"locale": "nl", "at": "", "release": "", "instant": self.hub.now} | asked))

    @property
    def row(self) -> Row:
        """What the hub holds of it."""
        return Row.objects.get(channel="website", name="kanalen")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method != "POST":
            return transport_to(self.hub)(request)
        if self.is_away:
            raise httpx.ConnectError("away")
        sent = {"authorization": request.headers["authorization"]}
        answer = self._client.post(request.url.path, request.read(), content_type="application/json", headers=sent)
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)


def publish_fee(hub: SyncHub, fee: str) -> None:
    """From the beginning; from New Year on it is € 90,00."""
    values = (money(fee, until=date(2027, 1, 1)), money("90.00", date(2027, 1, 1)))
    changed = facts() | {FEE: replace(facts()[FEE], values=values)}
    compiled = compile_snapshot(snapshot(facts=changed))
    assert compiled.problems == ()
    store.publish(compiled, author="Anna", cause="test", now=hub.now, sources={})
    hub.follow()
