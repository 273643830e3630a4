"""Every document of the sample's first release in one language, and every page that a client makes of it here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import httpx

from clients.application import CHANNELS, create_application
from clients.readers import channel_readers
from releases.channels import channels_on
from tests.contract.client_under_test import SHOWN, TEMPLATES, TUESDAY_MORNING, Clients, page_of
from tests.contract.fake_hub import FakeHub
from tests.journeys.running_hub import Hub

Json = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """At the moment of these pages."""

    documents: list[Json]
    locale: str

    @cached_property
    def pages(self) -> dict[str, str]:
        """The HTML at each address."""
        clients = _clients_on(self.documents)
        pages = {address: clients.get(address) for address in _addresses_of(self.documents, self.locale)}
        assert {page.status for page in pages.values()} == {200}
        return {address: page.text for address, page in pages.items()}


def sample_of(hub: Hub, locale: str) -> Sample:
    return Sample(_documents_of(hub, locale), locale)


def _documents_of(hub: Hub, locale: str) -> list[Json]:
    token = hub.manage("issue_token", f"walker-{locale}", "--channels", ",".join(channels_on(()))).stdout.strip()
    found = []
    with httpx.Client(base_url=hub.url, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        for channel in channels_on(()):
            lines = client.get(f"/api/v1/channels/{channel}/bundle", params={"release": "1"}).text.splitlines()
            entries = (entry for entry in map(json.loads, lines) if entry.get("locale") == locale)
            found += [body for entry in entries if (body := _at_the_moment(entry))]
    return found


def _at_the_moment(entry: Json) -> Json | None:
    begun = [
        period["body"]
        for period in entry["periods"]
        if period["effectiveAt"] is None or datetime.fromisoformat(period["effectiveAt"]) <= TUESDAY_MORNING
    ]
    return begun[-1] if begun else None


def _clients_on(documents: list[Json]) -> Clients:
    """On a hub of paper that has these documents."""
    paper = FakeHub(documents)

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        status, answered, body = paper.answer(request.url.raw_path.decode(), headers)
        return httpx.Response(status, headers=answered, content=body)

    http = httpx.Client(base_url="http://hub.example", transport=httpx.MockTransport(answer))
    application = create_application(channel_readers({}, CHANNELS, http), lambda: TUESDAY_MORNING)
    application.jinja_env.bytecode_cache = TEMPLATES
    return Clients(application)


def _addresses_of(documents: list[Json], locale: str) -> list[str]:
    kinds = {(each["channel"], each["kind"]): each for each in documents}
    themes = kinds["website", "navigation"]["themes"]
    own = [page_of(each) for each in documents if each["kind"] in SHOWN.get(each["channel"], ())]
    homes = [f"/kanalen/{channel}/?locale={locale}" for channel in SHOWN if (channel, "navigation") in kinds]
    return [*homes, *own, *(f"/kanalen/website/thema/{key}/?locale={locale}" for key in _keys(themes))]


def _keys(themes: list[Json]) -> Iterator[str]:
    for theme in themes:
        yield theme["key"]
        yield from _keys(theme["children"])
