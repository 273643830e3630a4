"""A node whose database has stopped: all that is public is answered, and what needs a token closes after a while."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from api import tokens
from api.changes.stream import Stream
from api.v1.schemas import current_version
from releases.replica import follower
from search.query.addresses import IndexScope
from tests.integration.listeners import Reader, event_loop
from tests.integration.releases import publish_in_every_channel
from tests.integration.search_documents import follow

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

OPENAPI = json.loads((Path(__file__).parents[2] / "frontend-contract" / "openapi.json").read_text())
PATHS = OPENAPI["paths"]
SEARCHING = {"/search": "q=paspoort", "/suggestions": "q=pas"}
AXES = ("release=1", "known=2999-01-01", "at=2027-01-01")
NO_LASTING_ANSWER = ("/health/live", "/health/ready")
SCOPED = "desk"


def templates(*, streamed: bool) -> Iterator[str]:
    """Of every GET that the OpenAPI document has, but the alarm; those of the stream server apart."""
    read = (path for path, item in PATHS.items() if "get" in item and ("servers" in item) == streamed)
    return (path for path in read if path != "/health/duties")


def addresses(channel: str) -> Iterator[str]:
    """Each path for that channel, plain and with each query parameter that it takes."""
    for template in templates(streamed=False):
        path = template.replace("{channel}", channel).replace("{kind}", "product").replace("{number}", "1")
        fact = f"alleen.{channel}" if template.startswith("/facts") else "paspoort"
        path = path.replace("{key}", fact)
        path = path.replace("{version}", current_version()).replace("{name}", "shared.schema.json")
        if template in SEARCHING:
            path = f"{path}?{SEARCHING[template]}&channel={channel}"
        yield path
        named = parameters_of(template)
        joined = "&" if "?" in path else "?"
        yield from (f"{path}{joined}{axis}" for axis in AXES if axis.partition("=")[0] in named)
        if "external" in named:
            yield f"{path}?external=zaaktype:B0237&kind=product&locale=nl&limit=1"
    yield "/releases/current"


def parameters_of(template: str) -> set[str]:
    """The names of its query parameters."""
    given = PATHS[template]["get"].get("parameters", [])
    shared = OPENAPI["components"]["parameters"]
    resolved = [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in given]
    return {each["name"] for each in resolved if each["in"] == "query"}


Ask = Callable[..., Any]


@pytest.fixture
def stop(client: Client, replica: Any, django_db_blocker: Any) -> Iterator[Callable[[float], Ask]]:
    """Stops the database, `seconds` after this node last heard from it; gives what asks this node."""
    publish_in_every_channel()
    for channel in ("website", SCOPED):
        follow(IndexScope(channel, "nl"))
    token = tokens.issue("desk", [SCOPED], False, timezone.now())

    def ask(path: str, *, scoped: bool = False, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(f"/api/v1{path}", headers=sent | ({"Authorization": f"Bearer {token}"} if scoped else {}))

    with ExitStack() as stack:

        def stopped(seconds: float) -> Ask:
            follower.follow(replica, tokens._active, time.time() - seconds)
            stack.enter_context(django_db_blocker.block())
            return ask

        yield stopped


def statuses(ask: Ask, channel: str, **asked: Any) -> Mapping[str, int]:
    return {path: ask(path, **asked).status_code for path in addresses(channel)}


def test_every_anonymous_read_is_answered(stop):
    found = statuses(stop(3600.0), "website")
    assert {path: status for path, status in found.items() if status != 200} == {}


def test_every_such_answer_has_a_tag_and_is_not_sent_again_to_who_has_it(stop):
    ask, wrong = stop(3600.0), {}
    for path in addresses("website"):
        if path not in NO_LASTING_ANSWER:
            etag = ask(path).headers.get("ETag")
            again = ask(path, If_None_Match=etag or '"none"')
            if (etag is None, again.status_code, b"".join(again)) != (False, 304, b""):
                wrong[path] = etag, again.status_code
    assert wrong == {}


def test_every_scoped_read_is_answered_for_a_while(stop):
    found = statuses(stop(20.0), SCOPED, scoped=True)
    assert {path: status for path, status in found.items() if status != 200} == {}


def test_no_scoped_read_is_answered_when_tokens_could_not_be_checked_for_too_long(stop):
    found = statuses(stop(40.0), SCOPED, scoped=True)
    assert {path: status for path, status in found.items() if status != 503} == {}


def test_the_stream_goes_on(stop):
    stop(3600.0)
    for template in templates(streamed=True):
        with event_loop() as loop:
            reader = Reader(loop, Stream(), path=f"/api/v1{template}")
            assert reader.start["status"] == 200
            assert reader.event().name == "position"
            reader.leave()
            reader.ended()
