"""A first sync: everything a channel shows in one release, whole or visibly cut off."""

from __future__ import annotations

import gzip
import json
import uuid

import pytest

from api.changes.bundle import Bundle, accepts_gzip
from releases import store
from releases.core import canonical
from releases.core.position import NOWHERE
from releases.models import ChannelRelease, Head
from releases.replica import bundle as replica_bundle
from releases.replica.follower import follow
from tests.integration.published import NEW_YEAR, NOW, document, period, position_of, publish
from tests.integration.search_requests import ask, asking, bearer

pytestmark = pytest.mark.django_db
PATH = "/api/v1/channels/website/bundle"
DESK = PATH.replace("website", "desk")
BEFORE, AFTER = period("83.87"), period("86.00", NEW_YEAR)


@pytest.fixture
def bundle(replica):
    return asking(Bundle, replica, PATH)


def lines(answer) -> list[dict]:
    return [json.loads(line) for line in answer.body.splitlines()]


def keys(answer) -> list[str]:
    return [line["key"] for line in lines(answer)[1:-1]]


def test_a_header_says_where_the_bundle_stands_and_how_much_follows(bundle):
    publish(document(), document(locale="en"), document(channel="desk"))
    assert lines(bundle())[0] == {
        "type": "header",
        "epoch": str(store.head().hub),
        "position": str(position_of(1)),
        "channel": "website",
        "digest": ChannelRelease.objects.get(channel="website").digest,
        "locale": None,
        "at": None,
        "count": 2,
    }


def test_a_document_has_all_its_periods_with_their_bytes(bundle):
    publish(document(BEFORE, AFTER))
    line = lines(bundle())[1]
    assert (line["type"], line["kind"], line["key"], line["locale"]) == ("document", "product", "paspoort", "nl")
    assert [each["effectiveAt"] for each in line["periods"]] == [None, "2026-12-31T23:00:00.000Z"]
    assert [canonical.dumps(each["body"]) for each in line["periods"]] == [BEFORE.body, AFTER.body]
    assert [each["digest"] for each in line["periods"]] == [BEFORE.digest, AFTER.digest]


def test_at_a_moment_a_document_has_the_period_of_that_moment_alone(bundle):
    publish(document(BEFORE, AFTER))
    header, line, _ = lines(bundle("at=2027-01-01"))
    assert header["at"] == "2026-12-31T23:00:00.000Z"
    assert [(each["effectiveAt"], each["digest"]) for each in line["periods"]] == [
        ("2026-12-31T23:00:00.000Z", AFTER.digest)
    ]


def test_at_a_moment_a_document_that_says_nothing_then_is_left_out(bundle):
    publish(document(AFTER), document(key="rijbewijs"))
    assert keys(bundle("at=2026-12-31")) == ["rijbewijs"]
    assert lines(bundle("at=2026-12-31"))[-1] == {"type": "end", "count": 1}


def test_a_moment_goes_with_an_older_release(bundle):
    publish(document(BEFORE))
    publish(document(BEFORE, AFTER))
    then, now = (lines(bundle(f"release={release}&at=2027-01-01"))[1]["periods"] for release in (1, 2))
    assert ([each["digest"] for each in then], [each["digest"] for each in now]) == ([BEFORE.digest], [AFTER.digest])


def test_a_bundle_of_another_moment_has_another_tag(bundle):
    publish(document(BEFORE, AFTER))
    assert bundle().headers["ETag"] != bundle("at=2027-01-01").headers["ETag"]


def test_the_end_counts_the_documents(bundle):
    publish(document(), document(key="rijbewijs"))
    assert lines(bundle())[-1] == {"type": "end", "count": 2}


def test_what_is_withdrawn_is_not_in_it(bundle):
    publish(document(), document(key="rijbewijs"))
    publish(removed=[("product", "paspoort")])
    assert keys(bundle()) == ["rijbewijs"]


def test_an_older_release_can_be_asked_for(bundle):
    publish(document())
    publish(document(key="rijbewijs"))
    publish(removed=[("product", "paspoort")])
    assert keys(bundle("release=2")) == ["paspoort", "rijbewijs"]
    assert lines(bundle("release=2"))[0]["position"] == str(position_of(2))


def test_it_can_be_asked_for_as_it_was_known(bundle):
    publish(document(), now=NOW)
    publish(document(key="rijbewijs"), now=NEW_YEAR)
    assert keys(bundle("known=2026-12-31", now=NEW_YEAR)) == ["paspoort"]
    assert bundle("known=2026-12-31&release=1").named == ["known"]
    assert (bundle("known=2026-01-01").status, bundle("known=2026-01-01").named) == (404, ["known"])


def test_one_language_can_be_asked_for(bundle):
    publish(document(), document(locale="en"))
    assert [line["locale"] for line in lines(bundle("locale=en"))[1:-1]] == ["en"]


def test_a_hub_without_releases_gives_an_empty_bundle(bundle):
    header, end = lines(bundle())
    assert (header["position"], header["digest"], header["count"], end["count"]) == (str(NOWHERE), "", 0, 0)


def test_more_than_one_part_is_sent_without_a_gap(bundle, monkeypatch):
    monkeypatch.setattr(replica_bundle, "PART", 1)
    names = [f"product-{number:02}" for number in range(9)]
    publish(*(document(key=name) for name in names))
    assert keys(bundle()) == names


def test_a_publish_during_the_download_changes_nothing(replica, monkeypatch):
    monkeypatch.setattr(replica_bundle, "PART", 1)
    publish(document(), document(key="rijbewijs"))
    follow(replica)
    with replica.read() as reading:
        pinned = replica_bundle.pin(reading, "website", 1, None)
    parts = replica_bundle.parts(replica, pinned)
    started = [next(parts), next(parts)]
    publish(document(key="rijbewijs", channel="desk"))
    follow(replica)
    assert b"".join([*started, *parts]).splitlines()[-1] == b'{"type":"end","count":2}'


def test_a_bundle_of_a_chain_that_is_gone_has_no_end(replica, monkeypatch):
    monkeypatch.setattr(replica_bundle, "PART", 1)
    publish(document(), document(key="rijbewijs"))
    follow(replica)
    with replica.read() as reading:
        pinned = replica_bundle.pin(reading, "website", 1, None)
    parts = replica_bundle.parts(replica, pinned)
    next(parts)
    ChannelRelease.objects.update(digest="0" * 64)
    Head.objects.update(hub=uuid.uuid4())
    follow(replica)
    assert list(parts) == []


def test_who_has_this_bundle_gets_304_until_the_channel_changes(bundle):
    publish(document())
    etag = bundle().headers["ETag"]
    publish(document(key="rijbewijs", channel="desk"))
    assert (bundle(if_none_match=etag).status, bundle(if_none_match=etag).body) == (304, b"")
    assert bundle("locale=nl", if_none_match=etag).status == 200
    publish(document(key="trouwen"))
    assert bundle(if_none_match=etag).status == 200


def test_it_is_compressed_when_asked(bundle):
    publish(document())
    answer = bundle(accept_encoding="br, gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == bundle().body
    assert "Content-Encoding" not in bundle().headers


@pytest.mark.parametrize(
    ("header", "accepted"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("", False), ("gzip;q=0", False), ("gzip; q=0.0", False), ("br", False)],
)
def test_gzip_is_sent_to_whom_it_is_welcome(header, accepted):
    assert accepts_gzip(header) is accepted


def test_a_bundle_of_a_closed_channel_needs_a_token(bundle):
    publish(document(channel="desk"))
    assert bundle(path=DESK).code == "token-needed"
    assert bundle(path=DESK, authorization=bearer("phone")).code == "out-of-scope"
    answer = bundle(path=DESK, authorization=bearer("desk"))
    assert keys(answer) == ["paspoort"]
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("query", "name"), [("release=x", "release"), ("locale=fr", "locale"), ("at=morgen", "at")])
def test_a_bad_parameter_is_named(bundle, query, name):
    publish(document())
    assert (bundle(query).status, bundle(query).named) == (400, [name])


def test_a_release_that_is_not_there_yet_is_not_found(bundle):
    publish(document())
    assert bundle("release=2").status == 404


def test_no_more_bundles_at_once_than_there_are_places(replica):
    publish(document())
    follow(replica)
    answering = Bundle(lambda: replica, NOW.timestamp, places=1)
    taken = answering._places.acquire(blocking=False)
    assert taken
    assert ask(answering, PATH).code == "busy"
    answering._places.release()
    for _ in range(3):
        assert ask(answering, PATH).status == 200
        assert ask(answering, PATH, method="HEAD").status == 200
        assert ask(answering, PATH, accept_encoding="gzip").status == 200
