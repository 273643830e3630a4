"""The node's copy: whole releases only, every release for ever, and never of another hub's chain."""

from __future__ import annotations

import shutil
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from api import tokens
from api.models import AccessToken
from releases import store
from releases.core.position import TICK
from releases.core.timeline import StoredVersion
from releases.models import DocumentVersion, Head
from releases.replica import follower
from releases.replica.follower import follow
from releases.replica.layout import Address
from releases.replica.replica import Replica, shared_replica
from tests.integration.published import NEW_YEAR, NOW, document, go_back_to, period, publish
from tests.integration.token_scopes import scope_of_token
from tests.process_state import close_shared_replica

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
ADDRESS = Address("website", "nl", "product", "paspoort").name


def version(replica: Replica, release: int, address: bytes = ADDRESS) -> StoredVersion | None:
    with replica.read() as reading:
        return reading.version(address, release)


def content(replica: Replica, release: int) -> bytes:
    with replica.read() as reading:
        return reading.content(reading.version(ADDRESS, release).periods[-1][1])


def test_a_new_copy_stands_at_release_zero(replica):
    assert replica.number() == 0


def test_following_takes_over_the_newest_release(replica):
    publish(document())
    follow(replica)
    assert (replica.number(), replica.position().digest) == (1, store.head().digest)


def test_the_copy_holds_the_stored_bytes(replica):
    publish(document(period("83.87")))
    follow(replica)
    assert content(replica, 1) == b'{"fee":"83.87","key":"paspoort"}'


def test_every_release_stays_readable(replica):
    for fee in ("83.87", "85.00", "86.00"):
        publish(document(period(fee)))
    follow(replica)
    told = [content(replica, number) for number in (1, 2, 3)]
    assert [b"83.87" in told[0], b"85.00" in told[1], b"86.00" in told[2]] == [True, True, True]


def test_a_release_that_did_not_change_a_document_finds_the_version_before(replica):
    publish(document(key="paspoort"))
    publish(document(key="rijbewijs"))
    follow(replica)
    assert version(replica, 2).release == 1


def test_a_document_does_not_exist_before_its_first_release(replica):
    publish(document(key="rijbewijs"))
    publish(document(key="paspoort"))
    follow(replica)
    assert version(replica, 1) is None


def test_a_key_that_begins_with_another_key_is_another_document(replica):
    publish(document(key="paspoort-spoed"))
    follow(replica)
    assert version(replica, 1) is None


def test_a_withdrawn_document_has_no_periods(replica):
    publish(document())
    publish(removed=[("product", "paspoort")])
    follow(replica)
    assert version(replica, 2).periods == []


def test_periods_keep_their_starts(replica):
    publish(document(period("83.87"), period("86.00", NEW_YEAR)))
    follow(replica)
    assert [starts for starts, _ in version(replica, 1).periods] == [None, NEW_YEAR.timestamp() * 1000]


def test_the_copy_survives_a_restart(replica):
    publish(document())
    follow(replica)
    close_shared_replica()
    assert shared_replica().number() == 1


def test_a_copy_that_was_lost_is_made_anew(replica, replica_dir):
    publish(document(period("83.87")))
    publish(document(period("85.00")))
    follow(replica)
    close_shared_replica()
    shutil.rmtree(replica_dir)
    follow(shared_replica())
    assert b"83.87" in content(shared_replica(), 1)
    assert b"85.00" in content(shared_replica(), 2)


def test_the_copy_knows_which_release_was_current(replica):
    for seconds in (0, 0, 10):
        publish(document(key=f"p{store.head().number}"), now=NOW + timedelta(seconds=seconds))
    follow(replica)
    asked = (NOW - TICK, NOW, NOW + timedelta(seconds=9.999), NOW + timedelta(seconds=10))
    with replica.read() as reading:
        assert [reading.release_at(instant) for instant in asked] == [0, 2, 2, 3]
        assert [reading.release_at(datetime(year, 1, 1, tzinfo=UTC)) for year in (2, 9998)] == [0, 3]


def test_a_restored_older_database_is_detected(replica):
    publish(document(period("83.87")))
    publish(document(period("85.00")))
    follow(replica)
    go_back_to(1)
    follow(replica)
    assert replica.number() == 1
    assert version(replica, 2).release == 1


def test_another_release_under_the_same_number_is_detected(replica, settings, tmp_path):
    """As when a node that never showed the lost one publishes."""
    publish(document(period("83.87")))
    publish(document(period("85.00")))
    follow(replica)
    go_back_to(1)
    settings.REPLICA_DIR = tmp_path / "another node"
    publish(document(period("86.00")))
    publish(document(period("87.00")))
    follow(replica)
    assert b"86.00" in content(replica, 2)


def test_another_hub_is_detected(replica):
    publish(document())
    follow(replica)
    DocumentVersion.objects.all().delete()
    Head.objects.update(hub=uuid.uuid4(), number=0, digest="")
    follow(replica)
    assert (replica.number(), version(replica, 1)) == (0, None)


def test_a_reader_keeps_its_view_while_the_copy_moves_on(replica):
    publish(document(period("83.87")))
    follow(replica)
    with replica.read() as reading:
        publish(document(period("85.00")))
        follow(replica)
        assert reading.position().number == 1
        assert reading.version(ADDRESS, 2).release == 1


@pytest.mark.django_db(transaction=True)
def test_a_publish_is_in_the_copy_once_it_is_committed(replica):
    with transaction.atomic():
        publish(document())
        assert replica.number() == 0
    assert replica.number() == 1


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_fails_does_not_undo_the_publish(replica, monkeypatch, caplog):
    monkeypatch.setattr(follower, "follow", lambda *_: 1 / 0)
    publish(document())
    assert store.head().number == 1
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_token_opens_its_channels_at_once(replica):
    plaintext = tokens.issue("desk screens", ["desk"], False, timezone.now())
    assert scope_of_token(plaintext).named == {"desk"}


@pytest.mark.django_db(transaction=True)
def test_a_revoked_token_opens_nothing_at_once(replica):
    plaintext = tokens.issue("desk screens", ["desk"], False, timezone.now())
    tokens.revoke(AccessToken.objects.get(), timezone.now())
    assert scope_of_token(plaintext) is None


def test_a_token_that_another_node_revoked_goes_when_this_node_follows(replica):
    plaintext = tokens.issue("desk screens", ["desk"], True, timezone.now())
    tokens.follow()
    assert scope_of_token(plaintext).staff
    AccessToken.objects.update(revoked_at=timezone.now())
    tokens.follow()
    assert scope_of_token(plaintext) is None


def test_only_the_digest_and_the_end_of_a_token_are_kept():
    plaintext = tokens.issue("desk screens", ["desk"], False, timezone.now())
    kept = AccessToken.objects.get()
    assert plaintext not in str(vars(kept))
    assert kept.last_four == plaintext[-4:]


def test_only_following_the_tokens_counts_as_contact(replica):
    follow(replica)
    assert replica.position().checked_at == 0
    follow(replica, dict, 12.5)
    assert replica.position().checked_at == 12.5


def test_a_follower_that_fails_leaves_the_copy_as_it_was(replica, monkeypatch):
    publish(document())
    follow(replica)
    publish(document(period("85.00")))
    with monkeypatch.context() as broken:
        broken.setattr("releases.replica.rows.versions", lambda span: [1 / 0])
        with pytest.raises(ZeroDivisionError):
            follow(replica)
    assert replica.number() == 1
    follow(replica)
    assert b"85.00" in content(replica, 2)
