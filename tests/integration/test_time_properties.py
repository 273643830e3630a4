"""Whatever editors do, in whatever order: the node's copy and the database give the same, and a citation holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases import store
from releases.core.position import instant_text, milliseconds
from releases.core.timeline import mementos
from releases.replica.follower import follow
from releases.replica.layout import Address
from releases.replica.replica import Replica
from releases.storage import reader
from tests.integration.histories import HISTORIES, HOURS, KEYS, Publish, hour, new_copy, undone
from tests.integration.hot_path import PATH, Answer, answer
from tests.integration.published import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.engine]

KEY, LATER = st.sampled_from(KEYS), hour(99)
KNOWN = st.integers(-1, 9)
ANY = settings(max_examples=60, deadline=None)


@contextmanager
def published(history: Sequence[Publish]) -> Iterator[Replica]:
    """The copy follows now and then, as on a node that is sometimes behind; in the end it has everything."""
    with undone(), new_copy() as replica:
        now = NOW
        for number, each in enumerate(history):
            now += timedelta(hours=each.after)
            each.release(now)
            if number % 2:
                follow(replica)
        follow(replica)
        yield replica


def in_database(key: str, at: datetime, release: int) -> bytes | None:
    """None where nothing is said."""
    found = reader.document("website", "product", key, "nl", release)
    digest = found.digest_at(at) if isinstance(found, store.StoredDocument) else None
    return reader.body(digest) if digest else None


def on_node(replica: Replica, key: str, query: str, now: datetime, **headers: str) -> Answer:
    return answer(replica, PATH.replace("paspoort", key), query, "GET", now, **headers)


def said(told: Answer) -> bytes | None:
    return told.body if told.status == 200 else None


@ANY
@given(HISTORIES, KEY, HOURS, KNOWN)
def test_the_copy_and_the_database_agree_on_both_axes(history, key, at, known):
    with published(history) as replica:
        then, newest = hour(at), reader.head().number
        asked, as_known = f"at={instant_text(then)}", f"known={instant_text(hour(known))}"
        told = on_node(replica, key, f"{asked}&{as_known}", LATER)
        assert said(told) == in_database(key, then, reader.release_at(hour(known)))
        for number in range(1, newest + 1):
            told = on_node(replica, key, f"{asked}&release={number}", LATER)
            assert said(told) == in_database(key, then, number)
        assert said(on_node(replica, key, "", then)) == in_database(key, then, newest)


@ANY
@given(HISTORIES, KEY)
def test_the_copy_and_the_database_know_the_same_history(history, key):
    with published(history) as replica, replica.read() as copy:
        address = Address("website", "nl", "product", key).name
        assert copy.versions(address) == reader.versions("website", "product", key, "nl")


@ANY
@given(HISTORIES, HISTORIES, KEY, HOURS, KNOWN)
def test_a_citation_gives_the_same_bytes_for_ever(history, later, key, at, known):
    at_hour, as_known = f"at={instant_text(hour(at))}", f"known={instant_text(hour(known))}"
    with published(history) as replica:
        asked = ("", at_hour, as_known, f"{at_hour}&release=1")
        read = [told for query in asked if (told := on_node(replica, key, query, hour(5))).status == 200]
    with published([*history, *later]) as replica:
        for told in read:
            again = on_node(replica, key, told.link("cite-as").partition("?")[2], LATER)
            assert (again.status, again.body) == (200, told.body)
            assert "immutable" in again.headers["Cache-Control"]


@ANY
@given(HISTORIES, KEY, KNOWN)
def test_a_datetime_gives_what_was_said_then_or_else_what_was_said_first(history, key, number):
    with published(history) as replica:
        then = hour(number)
        told = on_node(replica, key, "", LATER, accept_datetime=f"{then:%a, %d %b %Y %H:%M:%S} GMT")
        seen = mementos(reader.versions("website", "product", key, "nl"), milliseconds(LATER))
        first = next((memento for memento in seen if memento.digest), None)
        if first and milliseconds(then) < first.instant:
            assert said(told) == reader.body(first.digest)
        else:
            assert said(told) == in_database(key, then, reader.release_at(then))
