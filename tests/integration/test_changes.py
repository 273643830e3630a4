"""Changes as a channel hears them: whole releases and whole switches since its position, in its scope only."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from api import tokens
from api.changes.endpoint import PATH, ChangesEndpoint
from api.models import AccessToken
from releases import store
from releases.core.position import Position
from releases.models import ChannelRelease, Head
from releases.replica.follower import follow
from tests.integration.published import NEW_YEAR, NOW, document, period, position_of, publish
from tests.integration.search_requests import ask, asking, bearer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
BEFORE, AFTER = period("83.87"), period("86.00", NEW_YEAR)


@pytest.fixture
def changes(replica):
    return asking(ChangesEndpoint, replica, PATH)


def told(answer) -> list[tuple[str, str, str]]:
    """The position, and the action and key of each change."""
    return [
        (step["position"], each["action"], each["key"]) for step in answer.json["steps"] for each in step["changes"]
    ]


def at(release: int) -> str:
    return str(position_of(release))


def test_everything_since_the_first_release(changes):
    publish(document())
    publish(document(period("85.00")))
    assert told(changes()) == [(at(1), "created", "paspoort"), (at(2), "changed", "paspoort")]


def test_a_change_names_its_digest_and_the_period_that_follows(changes):
    publish(document(BEFORE, AFTER))
    [change] = changes().json["steps"][0]["changes"]
    assert change == {
        "channel": "website",
        "kind": "product",
        "key": "paspoort",
        "locale": "nl",
        "action": "created",
        "digest": BEFORE.digest,
        "effectiveAt": "2026-03-03T12:00:00.000Z",
        "upcoming": [{"effectiveAt": "2026-12-31T23:00:00.000Z", "digest": AFTER.digest}],
    }


def test_a_step_names_what_the_channel_acknowledges(changes):
    publish(document())
    assert changes().json["steps"][0]["channels"] == {"website": ChannelRelease.objects.get().digest}


def test_next_leads_on_from_the_last_step(changes):
    publish(document())
    publish(document(period("85.00")))
    first = changes("limit=1").json
    second = changes(f"limit=1&since={first['next']}").json
    assert (first["since"], first["next"]) == ("0@1970-01-01T00:00:00.000Z", at(1))
    assert (second["since"], second["next"]) == (at(1), at(2))


def test_who_is_up_to_date_gets_an_empty_list_and_its_own_position(changes):
    publish(document())
    assert changes(f"since={at(1)}").json == {
        "epoch": str(store.head().hub),
        "since": at(1),
        "next": at(1),
        "steps": [],
    }


def test_the_number_of_a_release_means_as_it_was_published(changes):
    publish(document(BEFORE, AFTER))
    assert changes("since=1").json["since"] == at(1)
    assert told(changes("since=1", now=NEW_YEAR)) == [(str(Position(1, NEW_YEAR)), "changed", "paspoort")]
    assert len(changes("since=0").json["steps"]) == 1


def test_an_answer_holds_until_the_next_switch_and_the_next_release(changes, replica):
    publish(document(BEFORE, AFTER))
    publish(document(key="rijbewijs"))
    follow(replica)
    now = [NOW]
    answering = ChangesEndpoint(lambda: replica, lambda: now[0].timestamp())
    assert told(ask(answering, PATH, "since=2")) == []
    now[0] = NEW_YEAR
    assert [key for _, _, key in told(ask(answering, PATH, "since=2"))] == ["paspoort"]
    publish(document(key="trouwen"))
    follow(replica)
    assert [key for _, _, key in told(ask(answering, PATH, "since=2"))] == ["trouwen", "paspoort"]


def test_only_channels_in_scope_are_told(changes):
    publish(document(), document(channel="desk"))
    token = bearer("desk")
    assert list(changes().json["steps"][0]["channels"]) == ["website"]
    assert list(changes(authorization=token).json["steps"][0]["channels"]) == ["desk", "website"]
    assert list(changes("channel=desk", authorization=token).json["steps"][0]["channels"]) == ["desk"]


def test_a_release_of_other_channels_leaves_no_trace(changes):
    publish(document())
    before = changes(f"since={at(1)}").body
    publish(document(key="rijbewijs", channel="desk"))
    assert changes(f"since={at(1)}").body == before


def test_several_channels_come_in_one_step(changes):
    publish(document(), document(channel="desk"), document(channel="phone"))
    answer = changes("channel=phone&channel=desk", authorization=bearer("desk", "phone"))
    assert [each["channel"] for each in answer.json["steps"][0]["changes"]] == ["desk", "phone"]


@pytest.mark.parametrize(
    ("query", "token", "status", "code"),
    [
        ("channel=desk", "", 401, "token-needed"),
        ("channel=desk", "Bearer unknown", 401, "token-refused"),
        ("channel=fax", "", 404, "not-found"),
    ],
)
def test_what_a_caller_may_not_read_is_refused(changes, query, token, status, code):
    publish(document())
    answer = changes(query, authorization=token)
    assert (answer.status, answer.code) == (status, code)


def test_a_token_without_the_channel_is_refused(changes):
    publish(document())
    assert changes("channel=desk", authorization=bearer("phone")).code == "out-of-scope"


def test_a_revoked_token_opens_nothing(changes):
    publish(document())
    token = bearer("desk")
    assert changes(authorization=token).status == 200
    tokens.revoke(AccessToken.objects.get(), NOW)
    assert changes(authorization=token).code == "token-refused"


def test_a_public_answer_may_be_kept_for_a_second_and_a_scoped_one_by_nobody(changes):
    publish(document())
    scoped = changes(authorization=bearer("desk"))
    assert changes().headers["Cache-Control"] == "public, max-age=1"
    assert scoped.headers["Cache-Control"] == "private, no-store"
    assert changes().headers["Vary"] == scoped.headers["Vary"] == "Authorization"


def test_head_has_the_headers_and_no_body(changes):
    publish(document())
    assert changes(method="HEAD").headers == changes().headers
    assert changes(method="HEAD").body == b""


def test_a_browser_of_another_site_may_ask(changes):
    assert changes(method="OPTIONS").headers["Access-Control-Allow-Headers"].startswith("Authorization")
    publish(document())
    assert changes().headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query", "name"),
    [("since=yesterday", "since"), ("since=1@2026", "since"), ("since=", "since"), ("since=1&since=2", "since"),
     ("limit=0", "limit"), ("limit=101", "limit"), ("wait=31", "wait"), ("wait=-1", "wait"), ("colour=red", "colour"),
     ("wait=5", "wait")],
)  # fmt: skip
def test_a_bad_parameter_is_named(changes, query, name):
    publish(document())
    answer = changes(query)
    assert (answer.status, answer.named) == (400, [name])


def test_who_wants_to_wait_is_told_where(changes, settings):
    settings.STREAM_URL = "https://hub.example"
    publish(document())
    assert "https://hub.example/api/v1/changes" in changes("wait=5").json["detail"]


@pytest.mark.parametrize("since", ["7@2026-03-03T11:00:00.000Z", "7", f"1@{NEW_YEAR:%Y-%m-%d}T00:00:00.000Z"])
def test_a_position_that_is_not_in_the_history_must_sync_anew(changes, since):
    publish(document())
    answer = changes(f"since={since}")
    assert (answer.status, answer.code) == (409, "sync-anew")
    assert "bundle" in answer.json["detail"]


def test_the_ends_of_the_calendar_are_instants_like_any_other(changes):
    publish(document())
    assert len(changes("since=1@0001-01-01T00:00:00.000Z").json["steps"]) == 1
    assert changes("since=1@9999-12-31T23:59:59.999Z").code == "sync-anew"
    assert changes("since=9@9999-12-31T23:59:59.999Z").code == "sync-anew"


def test_another_epoch_must_sync_anew(changes):
    publish(document())
    epoch = changes().json["epoch"]
    assert changes(f"epoch={epoch}").status == 200
    Head.objects.update(hub=uuid.uuid4())
    assert changes(f"epoch={epoch}").code == "sync-anew"
    assert changes(f"epoch={epoch}").status == 409


def test_a_node_without_a_copy_says_so(replica):
    assert ask(ChangesEndpoint(lambda: replica, NOW.timestamp), PATH).code == "behind"


def test_the_registry_names_where_changes_are_told(client, settings, replica):
    settings.STREAM_URL = "https://hub.example"
    found = client.get("/api/v1/channels/website").json()
    assert found["changes"] == "https://hub.example/api/v1/changes?channel=website"
    assert found["stream"] == "https://hub.example/api/v1/stream?channel=website"
    assert found["bundle"] == "/api/v1/channels/website/bundle"
