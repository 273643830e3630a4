"""Acknowledgements over HTTP, and what the hub then holds."""

from __future__ import annotations

import json

import pytest

from releases.core.position import NOWHERE, Position
from releases.instances import published_state
from releases.models import Head
from releases.models.instances import Instance
from tests.integration.acknowledgement_reports import MINUTE, Desk, position, publish_fee, said
from tests.integration.published import NEW_YEAR, NOW, document, period, publish, steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def desk(client, replica) -> Desk:
    publish_fee("83.87")
    publish_fee("84.90", NOW + MINUTE)
    return Desk(client)


def problem(response, status: int) -> dict:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    return response.json()


def test_who_displays_the_newest_release_is_in_step(desk):
    heard = desk.says(2).json()

    assert heard["displayed"] == heard["newest"]["position"] == position(2)
    assert heard["behind"] == {"releases": 0, "switches": 0, "since": None}


def test_who_displays_an_older_release_hears_how_far_it_is_behind(desk):
    heard = desk.says(1).json()

    assert heard["behind"] == {"releases": 1, "switches": 0, "since": "2026-03-03T12:01:00.000Z"}


def test_the_answer_holds_all_three_states(desk):
    desk.says(2, "received")
    desk.says(2, "rejected", reason="Dit past niet op het scherm.")
    heard = desk.says(1, "displayed").json()

    assert [heard[state] for state in ("received", "displayed", "rejected")] == [position(2), position(1), position(2)]


def test_an_older_position_than_before_is_refused_with_both_positions(desk):
    desk.says(2)
    refused = problem(desk.says(1), 409)

    assert refused["code"] == "position-older"
    assert [param["name"] for param in refused["invalidParams"]] == ["position"]
    assert position(1) in refused["detail"]
    assert position(2) in refused["detail"]


def test_what_was_received_may_be_ahead_of_what_is_displayed(desk):
    desk.says(2, "received")

    assert desk.says(1, "displayed").status_code == 200


def test_a_wrong_digest_is_refused_with_both_digests(desk):
    right = desk.says(2).json()["newest"]["digest"]
    refused = problem(desk.says(2, digest="0" * 64), 409)

    assert refused["code"] == "digest-differs"
    assert right in refused["detail"]
    assert "0" * 64 in refused["detail"]


def test_the_digest_of_an_earlier_release_holds_until_the_channel_changes(desk):
    publish_fee("90.00", NOW + 2 * MINUTE, channel="website")

    assert published_state.digest_at("desk", 3) == published_state.digest_at("desk", 2)
    assert desk.says(3).status_code == 200


def test_a_position_that_does_not_exist_yet_is_refused(desk):
    refused = problem(desk.says(3, digest="0" * 64), 409)

    assert refused["code"] == "position-unknown"
    assert refused["invalidParams"][0]["name"] == "position"


def test_after_a_new_epoch_an_instance_must_sync_anew(desk):
    desk.says(2)
    old = desk.row.epoch
    Head.objects.update(hub="00000000-0000-4000-8000-000000000000")
    refused = problem(desk.says(2, epoch=old), 409)

    assert refused["code"] == "sync-anew"
    assert old in refused["detail"]


def test_in_a_new_epoch_an_instance_may_start_at_an_older_position(desk):
    desk.says(2)
    Head.objects.update(hub="00000000-0000-4000-8000-000000000000")

    assert desk.says(1).json()["displayed"] == position(1)


def test_a_failure_stays_until_the_same_state_is_believed(desk):
    desk.says(2, digest="0" * 64)
    desk.says(2, "received")
    assert desk.row.failure["code"] == "digest-differs"
    desk.says(2)
    assert (desk.row.failure, desk.row.failures) == (None, 0)


def test_a_rejection_ends_when_the_release_is_displayed_after_all(desk):
    desk.says(2, "rejected", reason="Kapot.")
    desk.says(2, "received")
    assert desk.row.reason == "Kapot."
    desk.says(2, "displayed")
    assert desk.row.reason == ""


def test_a_rejection_ends_when_something_newer_is_received(desk):
    desk.says(1, "rejected", reason="Kapot.")
    desk.says(2, "received")

    assert desk.row.reason == ""


def test_saying_the_same_again_only_moves_the_last_word(desk, django_assert_max_num_queries):
    desk.says(2)
    Instance.objects.update(last_word_at=NOW)
    body = json.dumps(said("desk", 2, instance=desk.name, state="displayed"))
    with django_assert_max_num_queries(10) as queries:
        assert desk.send(body).status_code == 200

    assert [query["sql"].split()[0] for query in queries if not query["sql"].startswith("SELECT")] == ["UPDATE"]
    assert desk.row.last_word_at > NOW
    assert desk.row.acknowledgements.count() == 1


def test_who_was_retired_and_speaks_is_back(desk):
    desk.says(1)
    Instance.objects.update(retired=True)
    desk.says(1)

    assert not desk.row.retired


def test_an_instance_behind_a_switch_has_missed_that(desk):
    publish(document(period("84.90"), period("90.00", NEW_YEAR), key="desk", channel="desk"), now=NOW + 2 * MINUTE)
    publish_fee("83.87", NOW + 3 * MINUTE, channel="website")
    [behind] = published_state.behind_in("desk", [Position(3, NOW + 2 * MINUTE)], NEW_YEAR + MINUTE)

    assert (behind.releases, behind.switches, behind.since) == (0, 1, NEW_YEAR)


def test_what_the_hub_expects_after_a_switch_is_the_step_that_the_feed_tells(desk):
    publish(document(period("84.90"), period("90.00", NEW_YEAR), key="desk", channel="desk"), now=NOW + 2 * MINUTE)
    publish_fee("83.87", NOW + 3 * MINUTE, channel="website")
    newest, _ = published_state.newest_of("desk", NEW_YEAR + MINUTE)

    assert newest == steps_of(["desk"], NOWHERE, NEW_YEAR + MINUTE)[-1].position == Position(4, NEW_YEAR)


def test_too_many_new_positions_in_a_minute_are_refused(desk, monkeypatch):
    monkeypatch.setattr("releases.instances.record_acknowledgement.MOST_IN_A_MINUTE", 1)
    desk.says(1)
    refused = desk.says(2)

    assert problem(refused, 429)["code"] == "too-often"
    assert refused["Retry-After"] == "60"


def test_a_channel_has_a_limited_number_of_instances(desk, monkeypatch):
    monkeypatch.setattr("releases.instances.record_acknowledgement.MOST_INSTANCES", 1)
    desk.says(1)

    assert problem(desk.says(1, instance="balie-2"), 409)["code"] == "too-many-instances"


@pytest.mark.parametrize(
    ("body", "status"),
    [("[]", 400), ("{", 400), (b"\xff", 400), ("{" + " " * 9000 + "}", 413), ("[" * 5000, 400)],
)
def test_a_body_that_is_no_small_object_is_refused(desk, body, status):
    assert problem(desk.send(body), status)["detail"]


def test_another_media_type_is_refused(desk):
    assert problem(desk.send("{}", content_type="text/plain"), 415)["detail"]


def test_members_that_cannot_be_used_are_named_together(desk):
    refused = problem(desk.send(json.dumps({"instance": "jan@gemeente.example", "colour": "red"})), 400)

    named = {param["name"]: param["reason"] for param in refused["invalidParams"]}
    assert set(named) == {"colour", "instance", "state", "epoch", "position", "digest"}
    assert "never a person" in named["instance"]


def test_the_public_channel_may_only_be_acknowledged_by_a_token_that_names_it(desk, client, replica):
    publish_fee("83.87", NOW + 2 * MINUTE, channel="website")
    stranger = Desk(client, channel="website")
    own = Desk(client, channel="website", channels=("website",), name="portaal")

    assert problem(stranger.says(3), 403)["code"] == "out-of-scope"
    assert own.says(3).status_code == 200


def test_reading_acknowledgements_is_not_possible_here(desk):
    response = desk.client.get("/api/v1/channels/desk/acknowledgements")

    assert problem(response, 405)
    assert response["Allow"] == "POST, OPTIONS"


def test_a_browser_may_ask_whether_it_may_acknowledge(client, db):
    response = client.options("/api/v1/channels/website/acknowledgements")

    assert response["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Content-Type" in response["Access-Control-Allow-Headers"]
