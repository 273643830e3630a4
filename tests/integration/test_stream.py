"""Whoever waits hears of every release and switch at once, and of nothing that it may not read."""

from __future__ import annotations

import json
import uuid

import pytest
from django.utils import timezone

from api import tokens
from api.changes import sender, stream
from api.changes.endpoint import PATH as CHANGES
from api.changes.stream import STREAM, Stream
from api.models import AccessToken
from releases import store
from releases.channels import CHANNELS
from releases.core.position import Position
from releases.models import Head
from releases.replica import follower
from tests.integration.listeners import Reader, event_loop
from tests.integration.published import NEW_YEAR, NOW, document, period, position_of, publish
from tests.integration.search_requests import bearer

pytestmark = pytest.mark.django_db
BEFORE, AFTER = period("83.87"), period("86.00", NEW_YEAR)


class Hub:
    """A stream server of its own, with a clock that the test sets."""

    def __init__(self, loop, replica) -> None:
        self.now, self._loop, self._replica = NOW, loop, replica
        self.stream = Stream(lambda: replica, lambda: self.now.timestamp())

    def reader(self, query: str = "", **options) -> Reader:
        self.follow()
        return Reader(self._loop, self.stream, query, **options)

    def listener(self, query: str = "", **options) -> Reader:
        """That has heard where it stands."""
        reader = self.reader(query, **options)
        assert reader.start["status"] == 200
        assert reader.event().name == "position"
        return reader

    def follow(self) -> None:
        follower.follow(self._replica, tokens._active, self.now.timestamp())

    def publish(self, *documents, **options) -> None:
        publish(*documents, now=self.now, **options)
        self.follow()


@pytest.fixture
def hub(replica):
    with event_loop() as loop:
        yield Hub(loop, replica)


def problem(reader: Reader) -> dict:
    start = reader.start
    assert (b"content-type", b"application/problem+json") in start["headers"]
    return json.loads(reader.body()) | {"status": start["status"]}


def test_a_listener_first_hears_where_it_stands(hub):
    publish(document())
    reader = hub.reader()
    assert (b"content-type", b"text/event-stream") in reader.start["headers"]
    event = reader.event()
    here = str(Position(1, NOW))
    assert event == ("position", here, {"epoch": str(store.head().hub), "position": here})


def test_a_listener_hears_of_a_release(hub):
    listener = hub.listener()
    hub.publish(document())
    event = listener.event()
    assert (event.name, event.id, event.data["position"]) == ("step", str(position_of(1)), event.id)
    assert [change["digest"] for change in event.data["changes"]] == [document().periods[0].digest]


def test_a_listener_hears_of_a_switch_at_its_instant(hub):
    publish(document(BEFORE, AFTER))
    listener = hub.listener()
    hub.now = NEW_YEAR
    event = listener.event()
    assert (event.id, event.data["changes"][0]["digest"]) == (str(Position(1, NEW_YEAR)), AFTER.digest)


def test_a_listener_that_resumes_misses_nothing(hub):
    for fee in ("83.87", "84.00", "85.00"):
        publish(document(period(fee)))
    listener = hub.listener("since=3", last_event_id=str(position_of(1)))
    assert [listener.event().id, listener.event().id] == [str(position_of(2)), str(position_of(3))]


def test_a_listener_may_say_where_to_start(hub):
    publish(document())
    publish(document(period("85.00")))
    assert hub.listener("since=1").event().id == str(position_of(2))


def test_all_listeners_wake_together(hub):
    listeners = [hub.listener() for _ in range(20)]
    hub.publish(document())
    assert {listener.event().id for listener in listeners} == {str(position_of(1))}


def test_a_listener_without_news_hears_that_the_line_is_open(hub, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.01)
    assert hub.listener().comment() == ":"


def test_a_large_step_comes_in_slices(hub, monkeypatch):
    monkeypatch.setattr(sender, "SLICE", 100)
    listener = hub.listener()
    hub.publish(*(document(key=f"product-{number}") for number in range(9)))
    assert len(listener.event().data["changes"]) == 9


def test_a_listener_that_stalls_is_left(hub, monkeypatch):
    monkeypatch.setattr(sender, "PATIENCE_SECONDS", 0.01)
    reader = hub.reader(stalls=True)
    assert reader.start["status"] == 200
    assert reader.ended()


def test_a_listener_that_leaves_is_forgotten(hub):
    listener = hub.listener()
    listener.leave()
    assert listener.ended()
    assert hub.stream._listening == 0


def test_a_closed_channel_is_told_to_its_token_only(hub):
    everyone, desk = hub.listener(), hub.listener("channel=desk", authorization=bearer("desk"))
    hub.publish(document(), document(channel="desk"))
    assert list(everyone.event().data["channels"]) == ["website"]
    assert list(desk.event().data["channels"]) == ["desk"]


def test_the_stream_of_a_revoked_token_ends(hub):
    listener = hub.listener(authorization=bearer("desk"))
    tokens.revoke(AccessToken.objects.get(), timezone.now())
    hub.follow()
    assert listener.ended()


def test_the_stream_of_a_token_with_another_scope_ends(hub):
    listener = hub.listener(authorization=bearer("desk"))
    AccessToken.objects.update(channels=["phone"])
    hub.follow()
    assert listener.ended()


def test_a_node_that_lost_its_database_ends_what_needs_a_token(hub, settings):
    listener = hub.listener(authorization=bearer("desk"))
    hub.now += timezone.timedelta(seconds=settings.REPLICA_MAX_SILENCE + 1)
    assert listener.ended()


def test_a_new_epoch_ends_every_stream(hub):
    publish(document())
    listener = hub.listener()
    Head.objects.update(hub=uuid.uuid4())
    hub.follow()
    assert listener.ended()


@pytest.mark.parametrize("path", [stream.STREAM, CHANGES, "/api/v1/channels/{}/bundle"])
@pytest.mark.parametrize("scope", [(), ("desk",), ("phone",), ("email", "desk", "phone")])
def test_every_path_answers_only_those_in_scope(hub, path, scope):
    publish(*(document(channel=channel) for channel in CHANNELS))
    token = {"authorization": bearer(*scope)} if scope else {}
    for channel in CHANNELS:
        query = "" if "{}" in path else f"channel={channel}&wait={int(path == CHANGES)}"
        start = hub.reader(query.removesuffix("&wait=0"), path=path.format(channel), **token).start
        readable = channel in ("website", *scope)
        assert start["status"] == (200 if readable else 403 if scope else 401)


@pytest.mark.parametrize(
    ("query", "headers", "status", "code"),
    [
        ("channel=desk", {}, 401, "token-needed"),
        ("", {"authorization": "Bearer unknown"}, 401, "token-refused"),
        ("channel=fax", {}, 404, "not-found"),
        ("epoch=other", {}, 409, "sync-anew"),
        ("since=9", {}, 409, "sync-anew"),
        ("", {"last_event_id": "yesterday"}, 400, "invalid-parameter"),
        ("wait=3", {}, 400, "invalid-parameter"),
        ("colour=red", {}, 400, "unknown-parameter"),
    ],
)
def test_what_cannot_be_told_is_refused_before_the_stream_starts(hub, query, headers, status, code):
    found = problem(hub.reader(query, **headers))
    assert (found["status"], found["code"]) == (status, code)


@pytest.mark.parametrize(("path", "method", "status"), [("/api/v1/channels", "GET", 404), (stream.STREAM, "POST", 405)])
def test_nothing_else_is_answered(hub, path, method, status):
    assert problem(hub.reader(path=path, method=method))["status"] == status


def test_there_is_an_end_to_how_many_may_listen(hub, monkeypatch):
    monkeypatch.setattr(stream, "MOST_LISTENERS", 1)
    hub.listener()
    assert problem(hub.reader())["code"] == "busy"


@pytest.mark.parametrize(("query", "path"), [("", STREAM), ("since=0&wait=20", CHANGES)])
def test_one_client_may_not_take_all_places(hub, settings, query, path):
    settings.STREAMS_PER_CLIENT = 1
    hub.listener(x_forwarded_for="203.0.113.7")
    refused = hub.reader(query, path=path, x_forwarded_for="203.0.113.7")
    assert refused.start["status"] == 429
    assert json.loads(refused.body())["code"] == "too-often"
    hub.listener(x_forwarded_for="203.0.113.8")


def test_a_long_poll_is_answered_by_the_next_release(hub):
    publish(document())
    reader = hub.reader("since=1&wait=20", path=CHANGES)
    hub.publish(document(period("85.00")))
    start = reader.start
    assert (start["status"], (b"cache-control", b"no-store") in start["headers"]) == (200, True)
    assert [step["position"] for step in json.loads(reader.body())["steps"]] == [str(position_of(2))]


def test_a_long_poll_with_news_does_not_wait(hub):
    publish(document())
    reader = hub.reader("wait=30", path=CHANGES)
    assert reader.start["status"] == 200
    assert len(json.loads(reader.body())["steps"]) == 1


def test_a_long_poll_ends_when_its_time_is_over(hub):
    publish(document())
    reader = hub.reader("since=1&wait=1", path=CHANGES)
    assert reader.start["status"] == 200
    assert json.loads(reader.body())["next"] == str(position_of(1))


def test_a_long_poll_of_a_revoked_token_is_refused(hub):
    publish(document())
    reader = hub.reader("since=1&wait=20", path=CHANGES, authorization=bearer("desk"))
    tokens.revoke(AccessToken.objects.get(), timezone.now())
    hub.follow()
    assert problem(reader)["code"] == "token-refused"


def test_who_does_not_wait_is_answered_at_once(hub):
    publish(document())
    reader = hub.reader(path=CHANGES)
    assert (b"cache-control", b"public, max-age=1") in reader.start["headers"]
    assert len(json.loads(reader.body())["steps"]) == 1


@pytest.mark.parametrize("path", [stream.STREAM, CHANGES, "/api/v1/channels/website/bundle"])
def test_a_browser_of_another_site_may_ask(hub, path):
    reader = hub.reader(path=path, method="OPTIONS")
    start, body = reader.start, reader.start
    assert start["status"] == 204
    assert (
        b"access-control-allow-headers",
        b"Authorization, If-Modified-Since, If-None-Match, Last-Event-ID",
    ) in start["headers"]
    assert (body["body"], body["more_body"]) == (b"", False)


def test_a_bundle_is_sent_as_it_is_made(hub):
    publish(document(), document(key="rijbewijs"))
    reader = hub.reader(path="/api/v1/channels/website/bundle")
    assert reader.start["status"] == 200
    assert reader.body().splitlines()[-1] == b'{"type":"end","count":2}'
