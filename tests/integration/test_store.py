"""The release store: numbered, chained, never half, never forgetting."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from releases import store
from releases.models import Content
from releases.storage import reader
from tests.integration.published import FEE, NEW_YEAR, NOW, changes_of, document, period, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def current(channel: str = "website", key: str = "paspoort", release: int | None = None):
    return store.document(channel, "product", key, "nl", release)


def body(stored: store.StoredDocument, instant=NOW) -> bytes:
    return store.body(stored.digest_at(instant))


def test_a_new_hub_stands_at_release_zero():
    assert (store.head().number, store.head().digest) == (0, "")


def test_publishing_makes_the_document_readable():
    publish(document(period("83.87")))
    assert body(current()) == b'{"fee":"83.87","key":"paspoort"}'


def test_the_head_is_the_newest_release():
    release = publish(document())
    assert (store.head().number, store.head().digest) == (1, release.digest)


def test_publishing_the_same_again_makes_no_release():
    publish(document())
    assert publish(document()) is None
    assert store.head().number == 1


def test_only_what_differs_is_written():
    publish(document(key="paspoort"), document(key="rijbewijs"))
    publish(document(period("85.00"), key="paspoort"), document(key="rijbewijs"))
    assert [change["key"] for change in changes_of(2)] == ["paspoort"]


def test_an_old_release_reads_the_same_bytes_for_ever():
    publish(document(period("83.87")))
    before = body(current())
    publish(document(period("85.00")))
    assert body(current(release=1)) == before
    assert body(current()) != before


def test_equal_bytes_are_stored_once():
    publish(document(key="paspoort"), document(channel="desk", key="paspoort"))
    assert Content.objects.count() == 1


def test_a_document_no_longer_produced_is_withdrawn():
    publish(document())
    publish(subjects=["paspoort"])
    assert isinstance(current(), store.Withdrawn)


def test_a_removed_subject_is_withdrawn():
    publish(document())
    publish(removed=[("product", "paspoort")])
    assert isinstance(current(), store.Withdrawn)
    assert [change["action"] for change in changes_of(2)] == ["withdrawn"]


def test_withdrawing_twice_makes_one_release():
    publish(document())
    publish(removed=[("product", "paspoort")])
    assert publish(removed=[("product", "paspoort")]) is None


def test_a_withdrawn_document_can_come_back():
    publish(document())
    publish(removed=[("product", "paspoort")])
    publish(document())
    assert isinstance(current(), store.StoredDocument)


def test_a_withdrawn_document_stays_readable_in_its_release():
    publish(document())
    publish(removed=[("product", "paspoort")])
    assert isinstance(current(release=1), store.StoredDocument)


def test_what_was_not_compiled_is_left_alone():
    publish(document(key="rijbewijs"))
    publish(document(key="paspoort"))
    assert isinstance(current(key="rijbewijs"), store.StoredDocument)


def test_the_period_switches_at_its_instant():
    publish(document(period("83.87"), period("86.00", NEW_YEAR)))
    before, after = current().periods
    assert current().digest_at(NEW_YEAR - timedelta(milliseconds=1)) == before.digest
    assert current().digest_at(NEW_YEAR) == after.digest


def test_there_is_no_content_before_the_first_period():
    publish(document(period("86.00", NEW_YEAR)))
    assert current().digest_at(NOW) is None


def test_each_release_names_its_parent():
    first, second = publish(document()), publish(document(period("85.00")))
    assert (first.parent, second.parent) == ("", first.digest)


def test_each_channel_has_its_own_chain():
    publish(document(channel="website"), document(channel="desk"))
    publish(document(channel="website"), document(period("85.00"), channel="desk"))
    publish(document(period("85.00"), channel="website"), document(period("85.00"), channel="desk"))
    first, third = reader.release(1).channels.get(channel="website"), reader.release(3).channels.get()
    assert (third.channel, third.parent) == ("website", first.digest)


def test_releases_never_go_back_in_time():
    first = publish(document(), now=NOW)
    second = publish(document(period("85.00")), now=NOW - timedelta(hours=1))
    assert second.created_at == first.created_at


def test_the_subjects_that_depend_on_a_fact_are_known():
    publish(document(key="paspoort"), document(key="rijbewijs"))
    assert store.subjects_depending_on([f"fact:{FEE}"]) == {("product", "paspoort"), ("product", "rijbewijs")}
    assert store.subjects_depending_on(["product:paspoort"]) == {("product", "paspoort")}


def test_a_removed_subject_depends_on_nothing():
    publish(document())
    publish(removed=[("product", "paspoort")])
    assert store.subjects_depending_on([f"fact:{FEE}"]) == set()


def test_the_sources_of_a_release_are_those_live_then():
    publish(document(), sources={"product:paspoort": "7", "fact:x": "1"})
    publish(document(period("85.00")), sources={"product:paspoort": "8"})
    publish(removed=[("product", "paspoort")], sources={"product:paspoort": None})
    assert store.sources_of(1) == {"product:paspoort": "7", "fact:x": "1"}
    assert store.sources_of(2) == {"product:paspoort": "8", "fact:x": "1"}
    assert store.sources_of(3) == {"product:paspoort": None, "fact:x": "1"}


def test_a_revision_that_changes_nothing_for_readers_belongs_to_the_newest_release():
    publish(document(), sources={"product:paspoort": "7"})
    publish(document(), sources={"product:paspoort": "8"})
    assert store.sources_of(1) == {"product:paspoort": "8"}


def test_a_publish_that_is_rolled_back_leaves_nothing_behind():
    with transaction.atomic():
        publish(document())
        transaction.set_rollback(True)
    assert (store.head().number, current()) == (0, None)


@pytest.mark.django_db(transaction=True)
def test_locking_the_head_outside_a_transaction_is_an_error():
    with pytest.raises(RuntimeError, match="transaction"):
        store.lock_head()


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_the_same_moment_both_land():
    barrier = threading.Barrier(2, timeout=10)

    def publisher(key: str) -> None:
        barrier.wait()
        try:
            publish(document(key=key))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(publisher, ["paspoort", "rijbewijs"]))
    assert store.head().number == 2
    assert store.release(2).parent == store.release(1).digest
    assert {changes_of(number)[0]["key"] for number in (1, 2)} == {"paspoort", "rijbewijs"}
