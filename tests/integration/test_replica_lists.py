"""Lists of a node's copy, as of any release: documents, other systems' codes for them, and facts with their uses."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases.models import DocumentVersion
from releases.replica import facts
from releases.replica.documents import ListedDocument, documents, documents_with_code
from releases.replica.follower import follow
from releases.replica.layout import Address
from releases.replica.replica import shared_replica
from releases.storage import reader
from tests.integration.histories import CHANNELS, HISTORIES, LOCALES, new_copy, undone
from tests.integration.published import FEE, document, period, publish
from tests.integration.test_replica_feed import played

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("replica")]
NEWEST = 2**31
OTHER = "paspoort.termijn"


@contextmanager
def followed():
    follow(shared_replica())
    with shared_replica().read() as reading:
        yield reading


def keys(channel: str = "website", locale: str | None = "nl", release: int = NEWEST, **asked) -> list[str]:
    with followed() as reading:
        return [found.address.key for found in documents(reading, channel, locale, release, **asked)]


def coded(code: str, release: int = NEWEST, system: str = "zaaktype") -> list[str]:
    with followed() as reading:
        return [each.address.key for each in documents_with_code(reading, "website", "nl", release, system, code)]


def fact_keys(*channels: str, release: int = NEWEST, after: str = "") -> list[str]:
    with followed() as reading:
        return list(facts.fact_keys(reading, channels, release, after))


def uses(*channels: str, release: int = NEWEST, fact: str = FEE) -> list[tuple[str, ...]]:
    with followed() as reading:
        return [tuple(use) for use in facts.uses(reading, fact, channels, release)]


def test_a_list_has_the_documents_of_one_channel_and_locale_in_order():
    publish(*(document(key=key) for key in ("b", "a-b", "a", "c")))
    publish(document(key="z", channel="desk"), document(key="y", locale="en"))
    assert keys() == ["a", "a-b", "b", "c"]
    assert keys(locale=None) == ["y", "a", "a-b", "b", "c"]


def test_a_list_tells_titles():
    publish(document(key="paspoort"))
    with followed() as reading:
        [found] = documents(reading, "website", "nl", 1)
    assert (found.title, found.address) == ("Paspoort", Address("website", "nl", "product", "paspoort"))


def test_a_list_of_an_old_release_is_as_it_was():
    publish(document(key="a"))
    publish(document(key="b"))
    publish(removed=[("product", "a")])
    assert [keys(release=number) for number in (0, 1, 2, 3)] == [[], ["a"], ["a", "b"], ["b"]]


def test_a_list_goes_on_after_the_last_one_seen():
    publish(*(document(key=key) for key in ("a", "a-b", "b")))
    assert keys(after=Address("website", "nl", "product", "a")) == ["a-b", "b"]
    assert keys(after=Address("website", "nl", "product", "b")) == []


def test_a_list_of_one_kind_has_no_other():
    publish(document(key="a"), replace(document(key="b"), kind="location"))
    assert (keys(kind="product"), keys(kind="location"), keys(kind="notice")) == (["a"], ["b"], [])


def test_documents_are_found_by_another_systems_code():
    publish(document(key="paspoort"), document(key="rijbewijs"))
    assert (coded("B-rijbewijs"), coded("B-trouwen"), coded("B-rijbewijs", system="ander")) == (["rijbewijs"], [], [])


def test_a_code_counts_from_the_release_that_gave_it_until_the_one_that_took_it():
    given, taken = document(key="paspoort"), replace(document(period("85.00"), key="paspoort"), external=())
    publish(given)
    publish(taken)
    publish(replace(taken, periods=(period("86.00"),), external=given.external))
    assert [coded("B-paspoort", number) for number in (0, 1, 2, 3)] == [[], ["paspoort"], [], ["paspoort"]]


def test_a_fact_is_told_only_in_channels_that_tell_it():
    publish(document(channel="desk"), facts={FEE: b"{}"})
    assert (fact_keys("desk"), fact_keys("website"), fact_keys("desk", "website")) == ([FEE], [], [FEE])


def test_facts_are_told_once_in_order_and_go_on_after_the_last_one_seen():
    told = {"b": ("costs",), "a": ("costs",), "a.b": ()}
    publish(*(replace(document(channel=channel), uses=told) for channel in ("desk", "website")))
    assert fact_keys("desk", "website") == ["a", "a.b", "b"]
    assert fact_keys("desk", "website", after="a") == ["a.b", "b"]


def test_a_fact_reads_as_it_was_in_an_old_release():
    publish(document(), facts={FEE: b'"old"'})
    publish(document(), facts={FEE: b'"new"'})
    with followed() as reading:
        assert [facts.fact(reading, FEE, number) for number in (0, 1, 2)] == [None, b'"old"', b'"new"']


def test_the_uses_of_a_fact_name_the_section():
    publish(document(), replace(document(key="trouwen"), uses={FEE: ()}))
    assert uses("website") == [
        ("website", "product", "paspoort", "nl", "costs"),
        ("website", "product", "trouwen", "nl", ""),
    ]
    assert uses("desk") == []


def test_a_fact_is_told_until_the_last_document_stops():
    publish(document(key="a"), document(key="b"))
    publish(removed=[("product", "a")])
    publish(replace(document(period("85.00"), key="b"), uses={OTHER: ("steps",)}))
    assert [fact_keys("website", release=number) for number in (0, 1, 2, 3)] == [[], [FEE], [FEE], [OTHER]]
    assert [len(uses("website", release=number)) for number in (1, 2, 3)] == [2, 1, 0]


def test_a_document_that_takes_over_a_fact_in_one_release_keeps_it_told():
    publish(document(key="b"))
    publish(document(key="a"), replace(document(period("85.00"), key="b"), uses={}))
    assert (fact_keys("website"), [use[2] for use in uses("website")]) == ([FEE], ["a"])


def test_a_new_value_of_a_fact_writes_nothing_about_who_tells_it(replica):
    publish(document(key="a"), document(key="b"))
    before = rows_about_facts(replica)
    publish(document(period("85.00"), key="a"), document(period("85.00"), key="b"), facts={FEE: b"{}"})
    assert rows_about_facts(replica) == before


def rows_about_facts(replica) -> list[int]:
    follow(replica)
    with replica.env.begin() as txn:
        return [txn.stat(database)["entries"] for database in (replica.databases.uses, replica.databases.told)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=HISTORIES, release=st.integers(0, 6))
def test_the_copy_lists_what_the_tables_have_followed_step_by_step_or_made_anew(history, release):
    with undone(), new_copy() as step_by_step, new_copy() as made_anew:
        list(played(history, step_by_step))
        follow(made_anew)
        for copy in (step_by_step, made_anew):
            with copy.read() as reading:
                found = {each for channel in CHANNELS for each in addresses(documents(reading, channel, None, release))}
                told = {channel: list(facts.fact_keys(reading, [channel], release)) for channel in CHANNELS}
                used = [use[:4] for use in facts.uses(reading, FEE, CHANNELS, release)]
            assert found == in_tables(release)
            assert used == sorted((each[0], each[2], each[3], each[1]) for each in in_tables(release))
            assert told == {channel: [FEE] if any(each[0] == channel for each in found) else [] for channel in CHANNELS}


def addresses(found) -> list[Address]:
    listed: list[ListedDocument] = list(found)
    assert listed == sorted(listed, key=lambda each: each.address)
    assert {each.address.locale for each in listed} <= set(LOCALES)
    return [each.address for each in listed]


def in_tables(release: int) -> set[Address]:
    rows = DocumentVersion.objects.filter(reader.alive(release)).exclude(periods="[]")
    return {Address(row.channel, row.locale, row.kind, row.key) for row in rows}
