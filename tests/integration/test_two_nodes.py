"""Two nodes of one hub, of which the second is held back: what a channel was told by the first, it asks the second."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api import catching_up
from api.changes import stream
from api.changes.endpoint import PATH
from api.changes.stream import STREAM, Stream
from api.webhooks.models import Delivery
from releases.core import canonical
from releases.models import Head
from tests.integration.listeners import Reader, event_loop
from tests.integration.published import NOW, document, period, position_of, publish
from tests.integration.receivers import Receiver
from tests.integration.sync_clients import Client, PythonClient, TypeScriptClient
from tests.integration.sync_hub import Sent, SyncHub, sync_hub
from tests.integration.webhooks import subscribe

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
PASSPORT = ("product", "paspoort", "nl")
OLD, NEW = period("83.87"), period("85.00")


class Balancer:
    """Sends each question to `answering`. The second node follows the database only when a test lets it."""

    url = "http://hub"

    def __init__(self, first: SyncHub, second: SyncHub) -> None:
        self.first, self.second, self.answering = first, second, first

    def clock(self) -> float:
        return self.first.clock()

    def publish(self, *documents: object) -> None:
        """The first node has it at once; an hour has passed since the last one."""
        for node in (self.first, self.second):
            node.pass_hours(1)
            node.url = self.url
        publish(*documents, now=self.first.now)
        self.first.follow()

    def response(self, url: str) -> Sent | None:
        return self.answering.response(url)

    def ask_second(self, address: str) -> Sent:
        parts = urlsplit(address)
        return self.second.respond(f"{parts.path}?{parts.query}")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Balancer]:
    for patience in (catching_up, stream):
        monkeypatch.setattr(patience, "PATIENCE_SECONDS", 0.1)
    with ExitStack() as nodes:
        hub = Balancer(*(nodes.enter_context(sync_hub(tmp_path / name)) for name in ("first", "second")))
        hub.publish(document(OLD))
        hub.second.follow()
        yield hub


@pytest.fixture(params=["python", "typescript"])
def client(request, hub: Balancer, tmp_path: Path) -> Client:
    if request.param == "python":
        made: Client = PythonClient(hub, tmp_path / "client")
    else:
        made = TypeScriptClient(request.getfixturevalue("node"), hub, tmp_path / "client")
    assert made.sync()
    return made


def test_a_follower_that_is_ahead_of_a_node_loses_nothing_and_goes_on_when_the_node_has_caught_up(hub, client):
    hub.publish(document(NEW))
    assert client.sync()
    position, hub.answering, hub.second.asked = client.position(), hub.second, []
    assert not client.sync()
    assert (client.read(*PASSPORT), client.position()) == (NEW.body, position)
    assert [url for url in hub.second.asked if "/bundle" in url] == []
    hub.second.follow()
    assert client.sync()
    assert client.read(*PASSPORT) == NEW.body


def test_a_follower_that_heard_of_a_release_waits_for_its_documents_at_a_node_that_is_behind(hub, client):
    hub.publish(document(NEW))
    ask, documents = hub.response, []

    def changes_from_the_first(url: str) -> Sent | None:
        hub.answering = hub.second if "/documents/" in url else hub.first
        documents.append(url) if "/documents/" in url else None
        return ask(url)

    hub.response = changes_from_the_first
    assert not client.sync()
    assert client.read(*PASSPORT) == OLD.body
    hub.second.follow()
    assert client.sync()
    assert (client.read(*PASSPORT), len(documents)) == (NEW.body, 2)


def told(hub: Balancer) -> dict[str, object]:
    """The newest event that a webhook hears of."""
    return json.loads(Delivery.objects.latest("pk").body)


@pytest.fixture
def event(hub: Balancer, settings) -> dict:
    settings.BASE_URL = hub.url
    subscribe(Receiver("https://ontvanger.example"), "website", now=hub.first.now)
    hub.publish(document(NEW))
    return told(hub)


def test_the_address_of_a_document_in_an_event_waits_for_a_node_that_is_behind(hub, event):
    [change] = event["data"]["changes"]
    answer = hub.ask_second(change["href"])
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    hub.second.follow()
    assert canonical.digest(hub.ask_second(change["href"]).body) == change["digest"]


def test_the_feed_at_the_address_in_an_event_has_the_event(hub, event):
    assert hub.ask_second(event["dataref"]).status == 503
    hub.second.follow()
    [step] = json.loads(hub.ask_second(event["dataref"]).body)["steps"]
    assert step["position"] == event["data"]["position"]


def test_a_node_that_catches_up_within_two_seconds_answers_as_if_it_never_was_behind(hub, event, monkeypatch):
    monkeypatch.setattr(catching_up, "sleep", lambda _: hub.second.follow())
    [change] = event["data"]["changes"]
    assert hub.ask_second(change["href"]).body == NEW.body


def test_what_the_hub_does_not_have_either_is_not_waited_for_any_longer(hub, monkeypatch):
    hub.publish(document(NEW))
    monkeypatch.setattr(catching_up, "sleep", lambda _: hub.second.follow())
    assert hub.ask_second(f"{PATH}?since=3").status == 409
    assert hub.ask_second("/api/v1/channels/website/documents/product/paspoort?release=3").status == 404


def test_a_reader_of_a_new_epoch_waits_for_a_node_that_has_not_heard_of_it(hub):
    hub.publish(document(NEW))
    hub.first.new_epoch()
    asked = f"{PATH}?epoch={Head.objects.get().hub}"
    assert hub.ask_second(asked).status == 503
    hub.second.follow()
    assert hub.ask_second(asked).status == 200


def test_no_more_questions_wait_at_once_than_leave_threads_for_others(hub, monkeypatch):
    hub.publish(document(NEW))
    monkeypatch.setattr(catching_up, "_places", catching_up.BoundedSemaphore(1))
    inside: list[Sent] = []

    def meanwhile(_: float) -> None:
        if not inside:
            inside.append(hub.ask_second(f"{PATH}?since=2"))
        hub.second.follow()

    monkeypatch.setattr(catching_up, "sleep", meanwhile)
    assert hub.ask_second(f"{PATH}?since=2").status == 200
    assert inside[0].status == 503


@pytest.fixture
def listen(hub: Balancer) -> Iterator[Callable[..., Reader]]:
    """At the stream server of the second node."""
    with event_loop() as loop:
        server = Stream(lambda: hub.second.replica, hub.clock)
        yield lambda query, path=STREAM: Reader(loop, server, query, path)


@pytest.mark.parametrize(("path", "query"), [(STREAM, "since=2"), (PATH, "since=2&wait=5"), (PATH, "since=2")])
def test_the_stream_server_of_a_node_that_is_behind_says_so(hub, listen, path, query):
    hub.publish(document(NEW))
    reader = listen(query, path)
    assert (reader.start["status"], json.loads(reader.body())["code"]) == (503, "behind")


def test_a_listener_that_is_ahead_is_let_in_when_the_node_has_caught_up(hub, listen, monkeypatch):
    monkeypatch.setattr(stream, "PATIENCE_SECONDS", 20)
    hub.publish(document(NEW))
    reader = listen(f"since={position_of(1)}&reach=2")
    hub.second.follow()
    assert reader.start["status"] == 200
    assert reader.event().name == "position"
    reader.leave()


def test_a_listener_beyond_all_that_is_published_must_sync_anew(hub, listen, monkeypatch):
    monkeypatch.setattr(stream, "PATIENCE_SECONDS", 20)
    assert hub.first.now > NOW
    hub.second.follow()
    assert listen("since=9").start["status"] == 409
