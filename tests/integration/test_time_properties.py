"""Whatever editors do, in whatever order: the node's copy and the database give the same, and a citation holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases import reading, store
from releases.replica import Replica
from releases.timeline import mementos
from tests.integration.hot_path import PATH, Answer, answer
from tests.integration.published import document, period, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

START = datetime(2026, 3, 3, 12, tzinfo=UTC)
KEYS = ("paspoort", "rijbewijs")
# In hours: few moments, so that releases and switches often meet.
HOURS = st.integers(-2, 12)


class Edit(NamedTuple):
    """After `wait` hours, sometimes by a clock that is behind: `fees` from their hours on, or none to withdraw."""

    key: str
    wait: int
    fees: tuple[tuple[int | None, str], ...]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    starts = sorted(draw(st.sets(HOURS, max_size=3)))
    first = [None] if draw(st.booleans()) else []
    fees = tuple((start, draw(st.sampled_from("abc"))) for start in (*first, *starts))
    return Edit(draw(st.sampled_from(KEYS)), draw(st.integers(-1, 3)), fees)


@contextmanager
def published(history: Sequence[Edit], replica: Replica) -> Iterator[None]:
    """The copy follows now and then, as on a node that is sometimes behind; in the end it has everything."""
    with transaction.atomic():
        now = START
        for number, edit in enumerate(history):
            now += timedelta(hours=edit.wait)
            periods = [period(fee, start if start is None else moment(start)) for start, fee in edit.fees]
            if periods:
                publish(document(*periods, key=edit.key), now=now)
            else:
                publish(removed=[("product", edit.key)], now=now)
            if number % 2:
                replica.follow()
        replica.follow()
        yield
        transaction.set_rollback(True)


def moment(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def text(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def in_database(key: str, at: datetime, release: int | None) -> bytes | None:
    """None where nothing is said."""
    found = reading.document("website", "product", key, "nl", release) if release else None
    digest = found.digest_at(at) if isinstance(found, store.StoredDocument) else None
    return reading.body(digest) if digest else None


def on_node(replica: Replica, key: str, query: str, now: datetime, **headers: str) -> Answer:
    return answer(replica, PATH.replace("paspoort", key), query, "GET", now, **headers)


HISTORIES = st.lists(edits(), min_size=1, max_size=6)
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(HISTORIES, st.sampled_from(KEYS), HOURS, HOURS)
def test_the_copy_and_the_database_agree_on_both_axes(replica, history, key, at, known):
    with published(history, replica):
        then, as_known, newest = moment(at), moment(known), reading.head().number
        release = reading.released(as_known)
        asked = f"at={text(then)}"
        told = on_node(replica, key, f"{asked}&known={text(as_known)}", moment(99))
        assert (told.body if told.status == 200 else None) == in_database(key, then, release)
        for number in range(1, newest + 1):
            told = on_node(replica, key, f"{asked}&release={number}", moment(99))
            assert (told.body if told.status == 200 else None) == in_database(key, then, number)
        told = on_node(replica, key, "", then)
        assert (told.body if told.status == 200 else None) == in_database(key, then, newest)


@ANY
@given(HISTORIES, st.sampled_from(KEYS))
def test_the_copy_and_the_database_know_the_same_history(replica, history, key):
    with published(history, replica), replica.read() as copy:
        assert copy.versions(f"website/product/{key}/nl") == reading.versions("website", "product", key, "nl")


@ANY
@given(HISTORIES, HISTORIES, st.sampled_from(KEYS), HOURS, HOURS)
def test_a_citation_gives_the_same_bytes_for_ever(replica, history, later, key, at, known):
    asked = ("", f"at={text(moment(at))}", f"known={text(moment(known))}", f"at={text(moment(at))}&release=1")
    with published(history, replica):
        read = [told for query in asked if (told := on_node(replica, key, query, moment(5))).status == 200]
    with published([*history, *later], replica):
        for told in read:
            again = on_node(replica, key, told.link("cite-as").partition("?")[2], moment(99))
            assert (again.status, again.body) == (200, told.body)
            assert "immutable" in again.headers["Cache-Control"]


@ANY
@given(HISTORIES, st.sampled_from(KEYS), HOURS)
def test_a_datetime_gives_what_was_said_then(replica, history, key, hour):
    with published(history, replica):
        then = moment(hour)
        said = on_node(replica, key, "", moment(99), accept_datetime=f"{then:%a, %d %b %Y %H:%M:%S} GMT")
        history_of_key = mementos(
            reading.versions("website", "product", key, "nl"), round(moment(99).timestamp() * 1000)
        )
        expected = in_database(key, then, reading.released(then))
        if expected is not None:
            assert said.body == expected
        elif first := next((each for each in history_of_key if each.digest), None):
            before_all = then.timestamp() * 1000 < first.instant
            assert said.status == 200 if before_all else said.status in (404, 410)
            assert not before_all or said.body == reading.body(first.digest)
        else:
            assert said.status == 404
