"""`/heads` tells the newest link of each channel in scope, signed, now and as a release left it."""

from __future__ import annotations

import time

import pytest

from api import tokens
from releases import store
from releases.chain import key_document
from releases.models import ChannelRelease, Release
from releases.proof.signing import SignedStatement, is_signed
from releases.replica.follower import follow
from releases.replica.replica import shared_replica
from tests.contract.described import document as described
from tests.contract.described import errors
from tests.integration.published import NOW
from tests.integration.releases import publish_in_every_channel

pytestmark = pytest.mark.django_db


def heads(client, query: str = "", **headers: str):
    answer = client.get(f"/api/v1/heads{query}", headers=headers)
    assert (answer.status_code, errors("Heads", answer.json())) == (200, [])
    return answer.json()


def test_the_example_of_heads_follows_the_document():
    [example] = described()["components"]["schemas"]["Heads"]["examples"]
    assert errors("Heads", example) == []


def test_a_head_bears_a_signature_that_holds(client, replica):
    publish_in_every_channel()
    found = heads(client)
    [(channel, head)] = found["channels"].items()
    [key] = key_document.published().keys
    statement = SignedStatement(head["epoch"], head["number"], channel, head["digest"])
    assert (channel, found["release"], head["keyId"]) == ("website", 1, key.key_id)
    assert is_signed(key.public_key, statement, head["signature"])


def test_a_token_sees_the_heads_of_its_channels(client, replica):
    publish_in_every_channel()
    token = tokens.issue("desk", ["desk"], False, NOW)
    tokens.follow()
    assert sorted(heads(client, Authorization=f"Bearer {token}")["channels"]) == ["desk", "website"]


def test_heads_are_told_as_an_earlier_release_left_them(client, replica):
    publish_in_every_channel()
    before = heads(client)
    publish_in_every_channel(title="Anders")
    assert heads(client, "?release=1") == before
    assert heads(client)["channels"]["website"]["number"] == 2


def test_a_release_that_is_not_there_has_no_heads(client, replica):
    publish_in_every_channel()
    follow(replica, tokens._active, time.time() + 60)
    assert client.get("/api/v1/heads?release=2").status_code == 404


def test_a_hub_without_releases_has_no_heads(client, replica):
    follow(replica)
    assert heads(client) == {"epoch": str(store.head().hub), "release": 0, "createdAt": None, "channels": {}}


def test_a_link_from_before_signing_has_no_signature(client, settings, tmp_path):
    publish_in_every_channel()
    Release.objects.update(epoch=None, key_id="", signature="")
    ChannelRelease.objects.update(signature="")
    settings.REPLICA_DIR = tmp_path / "another node"
    follow(shared_replica())
    assert heads(client)["channels"]["website"]["signature"] is None
