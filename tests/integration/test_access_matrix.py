"""Access: every path of the OpenAPI document, asked with every scope."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from api import tokens
from api.duties import SignsOfLife
from api.v1.schemas import current_version
from search.query.addresses import IndexScope
from tests.integration.acknowledgement_reports import said
from tests.integration.releases import publish_in_every_channel
from tests.integration.search_documents import follow

pytestmark = pytest.mark.django_db

PATHS = json.loads((Path(__file__).parents[2] / "frontend-contract" / "openapi.json").read_text())["paths"]
CHANNELS = ("website", "email", "desk", "phone")
SEARCHING = ("/search", "/suggestions")
SCOPES: dict[str, tuple[str, ...] | None] = {
    "nobody": None,
    "website": ("website",),
    "email": ("email",),
    "desk": ("desk",),
    "phone": ("phone",),
    "all": ("email", "desk", "phone"),
}


def requests() -> Iterator[tuple[str, str | None]]:
    """Each path of this server to read, for each channel that it names; with the channel that decides who may."""
    for template in (path for path, item in PATHS.items() if "get" in item and "servers" not in item):
        filled = template.replace("{kind}", "product").replace("{number}", "1")
        filled = filled.replace("{version}", current_version()).replace("{name}", "shared.schema.json")
        if template in SEARCHING:
            for channel in CHANNELS:
                yield f"{filled}?q=paspoort&channel={channel}", channel
        elif "{channel}" in filled:
            for channel in CHANNELS:
                yield filled.replace("{channel}", channel).replace("{key}", "paspoort"), channel
        elif "{key}" in filled:
            for channel in CHANNELS:
                yield filled.replace("{key}", f"alleen.{channel}"), f"fact of {channel}"
        else:
            yield filled, None


def reports() -> Iterator[tuple[str, str]]:
    """Each path of a channel that can be posted to, for each channel."""
    for template in (path for path, item in PATHS.items() if "post" in item and "{channel}" in path):
        for channel in CHANNELS:
            yield template.replace("{channel}", channel), channel


def expected(channel: str | None, scope: str) -> int:
    readable = {"website", *(SCOPES[scope] or ())}
    if channel is None or channel.removeprefix("fact of ") in readable:
        return 200
    if channel.startswith("fact of "):
        return 404
    return 401 if scope == "nobody" else 403


def authorization(scope: str) -> dict[str, str]:
    channels = SCOPES[scope]
    if channels is None:
        return {}
    token = tokens.issue(scope, channels, False, timezone.now())
    tokens.follow()
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def ask(client: Client, replica, settings):
    publish_in_every_channel()
    tokens.follow()
    SignsOfLife(settings.DUTIES_DIR).begin({"follow": 60}, time.time())

    def ask(path: str, scope: str):
        if path.startswith(SEARCHING):
            follow(IndexScope(path.partition("channel=")[2], "nl"))
        return client.get(f"/api/v1{path}", headers=authorization(scope))

    return ask


@pytest.fixture
def report(client: Client, replica):
    """Posts a right acknowledgement."""
    publish_in_every_channel()

    def report(path: str, channel: str, scope: str):
        body = json.dumps(said(channel, 1, instance="balie-1", state="displayed"))
        headers = authorization(scope)
        return client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)

    return report


@pytest.mark.parametrize(
    ("path", "channel", "scope"), [(path, channel, scope) for (path, channel), scope in product(requests(), SCOPES)]
)
def test_a_path_answers_only_those_in_scope(ask, path, channel, scope):
    response = ask(path, scope)

    assert response.status_code == expected(channel, scope)
    assert response["API-Version"] == "1.0.0"


@pytest.mark.parametrize(("channel", "scope"), list(product(CHANNELS, SCOPES)))
def test_only_who_may_read_a_channel_reports_what_was_found_in_it(client, replica, channel, scope):
    publish_in_every_channel()
    members = {"query": "paspoort", "channel": channel, "locale": "nl", "key": "paspoort", "kind": "product"}
    headers, clicked = authorization(scope), members | {"action": "clicked"}
    response = client.post("/api/v1/search/feedback", clicked, content_type="application/json", headers=headers)

    may_read = expected(channel, scope)
    assert response.status_code == (204 if may_read == 200 else may_read)


@pytest.mark.parametrize(
    ("path", "channel", "scope"), [(path, channel, scope) for (path, channel), scope in product(reports(), SCOPES)]
)
def test_only_a_token_that_names_the_channel_may_report_to_it(report, path, channel, scope):
    response = report(path, channel, scope)

    refused = 401 if scope == "nobody" else 403
    assert response.status_code == (200 if channel in (SCOPES[scope] or ()) else refused)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("path", ["/channels", "/facts", "/changes", "/releases", "/releases/1"])
def test_a_list_names_only_channels_in_scope(ask, path, scope):
    hidden = set(CHANNELS) - {"website", *(SCOPES[scope] or ())}

    text = json.dumps(ask(path, scope).json())

    assert [channel for channel in hidden if f'"{channel}"' in text or f"alleen.{channel}" in text] == []


@pytest.mark.parametrize("scope", [scope for scope in SCOPES if scope != "nobody"])
def test_an_answer_for_a_token_is_kept_by_nobody(ask, scope):
    response = ask(f"/channels/{SCOPES[scope][0]}/documents", scope)

    assert response["Cache-Control"] == "private, no-store"
    assert "Authorization" in response["Vary"]


def test_author_and_cause_of_a_release_are_for_staff(client, replica):
    publish_in_every_channel()
    token = tokens.issue("staff", ["desk"], True, timezone.now())
    tokens.follow()

    public = client.get("/api/v1/releases/1").json()
    staff = client.get("/api/v1/releases/1", headers={"Authorization": f"Bearer {token}"}).json()

    assert "author" not in public
    assert "cause" not in public
    assert staff["author"] == "test"


def test_the_digest_of_a_release_does_not_depend_on_channels_out_of_scope(client, replica):
    publish_in_every_channel()
    before = client.get("/api/v1/releases/1").json()
    publish_in_every_channel(only="desk", title="Nieuwe tekst voor de balie")

    after = client.get("/api/v1/releases/2").json()

    assert after["channels"] == before["channels"]
    assert after["changes"] == []
