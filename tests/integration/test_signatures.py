"""Every release is signed as it is made, and the keys are published for ever."""

from __future__ import annotations

import stat
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import transaction

from api import tokens
from releases import store
from releases.chain import key_document, keys
from releases.models import Release, SigningKey
from releases.proof.signing import SignedStatement, is_signed, key_id_of, new_private_key, public_key_of
from releases.replica.follower import follow
from releases.replica.replica import shared_replica
from tests.contract.described import errors
from tests.integration.published import NOW, document, period, publish
from tests.integration.releases import publish_in_every_channel

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def key_file(settings, tmp_path: Path) -> Path:
    """A hub of its own, which has no key yet."""
    settings.SIGNING_KEY, settings.SIGNING_KEY_FILE = "", tmp_path / "secrets" / "signing_key"
    return settings.SIGNING_KEY_FILE


def rotate(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_key", *arguments, stdout=out)
    return out.getvalue()


def holds(release: Release, channel: str | None = None) -> bool:
    row = release.channels.get(channel=channel) if channel else release
    statement = SignedStatement(str(release.epoch), release.number, channel, row.digest)
    return is_signed(SigningKey.objects.get(pk=release.key_id).public_key, statement, row.signature)


def test_a_release_and_each_channel_s_link_are_signed(key_file):
    release = publish(document(), document(channel="desk"))
    assert holds(release)
    assert holds(release, "website")
    assert holds(release, "desk")


def test_a_release_is_signed_in_the_epoch_of_its_hub(key_file):
    assert publish(document()).epoch == store.head().hub


def test_the_private_key_is_made_at_first_use_for_its_owner_only(key_file):
    publish(document())
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert [file.name for file in key_file.parent.iterdir()] == ["signing_key"]


def test_the_private_key_is_not_in_the_database(key_file):
    publish(document())
    assert key_file.read_text() not in str(SigningKey.objects.values())


def test_the_environment_s_key_goes_before_the_file(key_file, settings):
    settings.SIGNING_KEY = new_private_key()
    assert publish(document()).key_id == key_id_of(public_key_of(settings.SIGNING_KEY))
    assert not key_file.exists()


def test_a_key_that_makes_no_sense_stops_the_publish(key_file, settings):
    settings.SIGNING_KEY = "secret"
    with pytest.raises(ValueError, match="openssl rand"), transaction.atomic():
        publish(document())
    assert store.head().number == 0


def test_a_key_that_makes_no_sense_is_refused_before_the_hub_starts(settings):
    settings.SIGNING_KEY = "secret"
    with pytest.raises(SystemCheckError, match="openssl rand -base64 32"):
        call_command("check")


def test_a_rotated_key_stays_published_and_what_it_signed_holds(key_file):
    first = publish(document())
    rotate()
    second = publish(document(period("85.00")))
    assert first.key_id != second.key_id
    assert (holds(first), holds(second)) == (True, True)
    old, new = key_document.published().keys
    assert old.valid_until == new.valid_from


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=400)], ids=["earlier", "later"])
def test_each_release_lies_within_the_period_of_its_key(key_file, late):
    """Whatever the clock of a publisher says that waited while the key was rotated."""
    for fee in ("83.87", "85.00"):
        release = publish(document(period(fee)), now=NOW + late)
        key = next(key for key in key_document.published().keys if key.key_id == release.key_id)
        rotate()
        assert key.signs_at(release.created_at)


def test_rotating_destroys_the_old_private_key(key_file):
    publish(document())
    before = key_file.read_text()
    rotate()
    assert key_file.read_text() != before
    assert [file.name for file in key_file.parent.iterdir()] == ["signing_key"]


def test_a_node_that_missed_the_rotation_does_not_publish(key_file):
    publish(document())
    left_behind = key_file.read_text()
    rotate()
    key_file.write_text(left_behind)
    with pytest.raises(keys.KeyEnded, match="was replaced"), transaction.atomic():
        publish(document(period("85.00")))
    assert store.head().number == 1


def test_a_key_from_the_environment_is_replaced_there(key_file, settings):
    settings.SIGNING_KEY = new_private_key()
    old = publish(document()).key_id
    with pytest.raises(CommandError, match="given by the environment"):
        rotate()
    settings.SIGNING_KEY = new_private_key()
    assert old in rotate("--begin")
    publish(document(period("85.00")))
    assert old in rotate(f"--end={old}")
    in_use = [key.key_id for key in key_document.published().keys if key.valid_until is None]
    assert in_use == [key_id_of(public_key_of(settings.SIGNING_KEY))]


def test_the_key_that_signs_cannot_be_ended_alone(key_file):
    key_id = publish(document()).key_id
    with pytest.raises(CommandError, match="replace it first"):
        rotate(f"--end={key_id}")


def test_a_key_that_is_not_there_cannot_be_ended(key_file):
    with pytest.raises(CommandError, match="No key"):
        rotate(f"--end={'A' * 43}")


def get(client, path: str, **headers: str):
    answer = client.get(f"/api/v1{path}", headers=headers).json()
    schema = "SigningKey" if path == "/keys" else "Release"
    assert [error for each in answer.get("results", [answer]) for error in errors(schema, each)] == []
    return answer


def test_the_api_shows_signature_and_key_of_the_channels_in_scope(client, replica):
    publish_in_every_channel()
    release = get(client, "/releases/current")
    [(channel, found)] = release["signatures"].items()
    [key] = get(client, "/keys")["results"]
    statement = SignedStatement(found["epoch"], found["release"], channel, release["channels"][channel])
    assert channel == "website"
    assert (key["keyId"], key["validUntil"]) == (found["keyId"], None)
    assert is_signed(key["publicKey"], statement, found["signature"])


def test_a_token_sees_the_signatures_of_its_channels(client, replica):
    publish_in_every_channel()
    token = tokens.issue("desk", ["desk"], False, NOW)
    tokens.follow()
    [release] = get(client, "/releases", Authorization=f"Bearer {token}")["results"]
    assert sorted(release["signatures"]) == ["desk", "website"]


def test_a_release_shows_the_newest_link_also_when_it_did_not_make_it(client, replica):
    publish_in_every_channel()
    publish_in_every_channel(only="desk", title="Balie")
    second, first = get(client, "/releases")["results"]
    assert second["signatures"] == first["signatures"]


def test_a_release_from_before_signing_says_so(client, settings, tmp_path):
    publish_in_every_channel()
    Release.objects.update(epoch=None, key_id="", signature="")
    for link in Release.objects.get().channels.all():
        link.signature = ""
        link.save()
    settings.REPLICA_DIR = tmp_path / "another node"
    follow(shared_replica())
    assert get(client, "/releases/1")["signatures"] == {"website": None}


def test_the_list_of_keys_is_signed_by_the_key_in_use(client, replica, key_file):
    publish_in_every_channel()
    answer = client.get("/api/v1/keys").json()
    assert (errors("KeyDocument", answer), answer["firstSigned"]) == ([], None)
    assert [each["keyId"] for each in answer["signatures"]] == [key["keyId"] for key in answer["results"]]


def test_a_node_that_holds_the_old_key_signs_the_list_beside_the_new_one(key_file, settings):
    settings.SIGNING_KEY = old = new_private_key()
    publish(document())
    settings.SIGNING_KEY = new_private_key()
    rotate("--begin")
    settings.SIGNING_KEY = old
    assert rotate("--sign").count("Signed: key") == 2
    assert len(key_document.published().signatures) == 2


def test_a_node_with_a_key_that_is_not_published_signs_no_list(key_file, settings):
    publish(document())
    settings.SIGNING_KEY = new_private_key()
    with pytest.raises(CommandError, match="is not published"):
        rotate("--sign")


def test_a_node_with_a_key_that_ended_signs_no_list(key_file):
    publish(document())
    old = key_file.read_text()
    rotate()
    key_file.write_text(old)
    with pytest.raises(CommandError, match="was replaced"):
        rotate("--sign")
