"""The hot path: what a channel gets for each way of asking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import RequestFactory

from api import tokens
from api.documents.delivery import DocumentEndpoint, is_document, view
from releases.core.position import TICK, instant_text
from releases.replica.follower import follow
from tests.integration.hot_path import DESK, PATH, Clock, answer, send
from tests.integration.published import NEW_YEAR, NOW, document, period, publish
from tests.integration.search_requests import bearer

pytestmark = pytest.mark.django_db
BEFORE, AFTER = period("83.87"), period("86.00", NEW_YEAR)
SECOND = timedelta(seconds=1)


def test_a_document_is_its_stored_bytes(ask):
    publish(document(BEFORE))
    assert (ask().status, ask().body) == (200, BEFORE.body)


def test_the_etag_is_the_digest(ask):
    publish(document(BEFORE))
    assert ask().headers["ETag"] == f'"{BEFORE.digest}"'


@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', '"other", "{}"', '"other",W/"{}"', "*"])
def test_who_has_the_bytes_gets_304_without_them(ask, tag):
    publish(document(BEFORE))
    unchanged = ask(if_none_match=tag.format(BEFORE.digest))
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert unchanged.headers["ETag"] == f'"{BEFORE.digest}"'


@pytest.mark.parametrize("tag", ['"other"', "", "\xff", "W/", '"' + "a" * 9000])
def test_who_has_other_bytes_gets_these(ask, tag):
    publish(document(BEFORE))
    assert ask(if_none_match=tag).status == 200


def test_head_has_the_headers_and_no_body(ask):
    publish(document(BEFORE))
    assert ask(method="HEAD").headers == ask().headers
    assert ask(method="HEAD").body == b""


def test_the_release_and_the_version_of_the_api_are_told(ask):
    publish(document(BEFORE))
    publish(document(key="rijbewijs"))
    assert (ask().headers["Release"], ask().headers["API-Version"]) == ("2", "1.0.0")


def test_the_period_switches_at_its_instant(ask):
    publish(document(BEFORE, AFTER))
    assert ask(now=NEW_YEAR - timedelta(milliseconds=1)).body == BEFORE.body
    assert ask(now=NEW_YEAR).body == AFTER.body


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-12-31", BEFORE),
        ("2027-01-01", AFTER),
        ("2026-12-31T22:59:59Z", BEFORE),
        ("2027-01-01T00:00:00%2B01:00", AFTER),
    ],
)
def test_at_asks_for_another_moment(ask, at, expected):
    publish(document(BEFORE, AFTER))
    assert ask(query=f"at={at}").body == expected.body


def test_release_asks_for_what_was_published_then(ask):
    publish(document(BEFORE))
    publish(document(period("85.00")))
    assert ask(query="release=1").body == BEFORE.body
    assert ask(query="release=1").headers["Release"] == "1"


def test_locale_asks_for_another_language(ask):
    english = period("eighty-three")
    publish(document(BEFORE), document(english, locale="en"))
    assert (ask(query="locale=en").body, ask(query="locale=nl").body) == (english.body, BEFORE.body)


def test_what_can_change_is_kept_for_seconds(ask):
    publish(document(BEFORE))
    assert ask().headers["Cache-Control"] == "public, max-age=5"


def test_nothing_is_kept_past_the_next_switch(ask):
    publish(document(BEFORE, AFTER))
    assert ask(now=NEW_YEAR - timedelta(seconds=2)).headers["Cache-Control"] == "public, max-age=2"
    assert ask(query="release=1", now=NEW_YEAR - timedelta(hours=1)).headers["Cache-Control"] == "public, max-age=3600"


def test_a_release_at_a_moment_is_kept_for_ever(ask):
    publish(document(BEFORE))
    cached = ask(query="release=1&at=2026-01-01").headers["Cache-Control"]
    assert cached == "public, max-age=31536000, immutable"


def test_last_modified_is_the_later_of_release_and_period(ask):
    publish(document(BEFORE, AFTER), now=NOW)
    assert ask(now=NOW + SECOND).headers["Last-Modified"] == "Tue, 03 Mar 2026 12:00:00 GMT"
    assert ask(now=NEW_YEAR + SECOND).headers["Last-Modified"] == "Thu, 31 Dec 2026 23:00:00 GMT"


def test_last_modified_is_told_once_its_second_is_over(replica):
    """A second release in that second would otherwise have the date of the first."""
    publish(document(BEFORE), now=NOW + SECOND / 4)
    follow(replica)
    clock = Clock()
    delivery = DocumentEndpoint(lambda: replica, clock)
    told = []
    for clock.now in (NOW + SECOND / 4, NOW + SECOND - TICK, NOW + SECOND):
        told.append(send(delivery).headers.get("Last-Modified"))
    assert told == [None, None, "Tue, 03 Mar 2026 12:00:00 GMT"]


def test_what_comes_at_an_instant_ahead_was_never_modified_yet(ask):
    publish(document(BEFORE, AFTER))
    assert "Last-Modified" not in ask(query=f"at={instant_text(NEW_YEAR)}", now=NOW + SECOND).headers


@pytest.mark.parametrize(
    ("since", "status"),
    [("Tue, 03 Mar 2026 12:00:00 GMT", 304), ("Wed, 04 Mar 2026 12:00:00 GMT", 304),
     ("Tue, 03 Mar 2026 11:59:59 GMT", 200), ("yesterday", 200), ("", 200)],
)  # fmt: skip
def test_what_a_reader_has_by_its_date_is_not_sent_again(ask, since, status):
    publish(document(BEFORE), now=NOW + SECOND / 4)
    found = ask(now=NOW + SECOND, if_modified_since=since)
    assert (found.status, found.body == b"") == (status, status == 304)


def test_a_date_counts_only_once_its_second_is_over(ask):
    publish(document(BEFORE), now=NOW)
    assert ask(now=NOW, if_modified_since="Tue, 03 Mar 2026 12:00:00 GMT").status == 200


@pytest.mark.parametrize(("etag", "status"), [(f'"{BEFORE.digest}"', 304), ('"another"', 200)])
def test_a_tag_counts_before_a_date(ask, etag, status):
    publish(document(BEFORE))
    held = {"if_none_match": etag, "if_modified_since": "Wed, 04 Mar 2026 12:00:00 GMT"}
    assert ask(now=NOW + SECOND, **held).status == status


def test_a_public_channel_may_be_read_from_any_site(ask):
    publish(document(BEFORE))
    headers = ask().headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Release"} <= set(headers["Access-Control-Expose-Headers"].split(", "))


def test_a_preflight_is_answered(ask):
    preflight = ask(method="OPTIONS")
    assert (preflight.status, preflight.body) == (204, b"")
    assert "If-None-Match" in preflight.headers["Access-Control-Allow-Headers"]


def test_a_withdrawn_document_is_gone(ask):
    publish(document(BEFORE))
    publish(removed=[("product", "paspoort")])
    assert ask().problem["status"] == ask().status == 410
    assert ask(query="release=1").status == 200


@pytest.mark.parametrize(
    "path",
    [
        PATH + "x",
        PATH + "/",
        PATH + "/nl",
        PATH + "\0",
        PATH + "é",
        PATH + "x" * 5000,
        PATH.replace("product", "nothing"),
        PATH.replace("website", "radio"),
        PATH.replace("product/paspoort", ""),
        PATH.replace("product/paspoort", "product/"),
        PATH.replace("product/paspoort", "/"),
        PATH.replace("paspoort", "paspoort/nl\0"),
    ],
)
def test_an_unknown_path_is_a_404(ask, path):
    publish(document(BEFORE))
    assert is_document(path)
    assert (ask(path).status, ask(path).problem["status"]) == (404, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
def test_another_method_is_refused_with_those_allowed(ask, method):
    refused = ask(method=method)
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("locale=fr", "locale"),
        ("locale=", "locale"),
        ("locale=nl&locale=en", "locale"),
        ("at=tomorrow", "at"),
        ("at=2027-02-30", "at"),
        ("at=2027-01-01T00:00:00", "at"),
        ("at=0001-01-01", "at"),
        ("at=%00", "at"),
        ("at=", "at"),
        ("release=0", "release"),
        ("release=-1", "release"),
        ("release=1.0", "release"),
        ("release=%C2%B2", "release"),
        ("release=99999999999999999999", "release"),
        ("colour=red", "colour"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(ask, query, name):
    publish(document(BEFORE))
    assert (ask(query=query).status, ask(query=query).named) == (400, [name])


@pytest.mark.parametrize("query", ["at=%ff", "\xff=1", "&".join("a" * 400)])
def test_a_query_that_cannot_be_read_is_a_400(ask, query):
    assert ask(query=query).status == 400


def test_an_overlong_query_is_refused(ask):
    assert ask(query="at=" + "1" * 5000).status == 414


def test_a_release_that_does_not_exist_yet_is_named(ask):
    publish(document(BEFORE))
    assert (ask(query="release=2").status, ask(query="release=2").named) == (404, ["release"])


def test_before_its_first_period_a_document_does_not_hold(ask):
    publish(document(AFTER))
    assert (ask().status, ask(now=NEW_YEAR).status) == (404, 200)


def test_a_scoped_channel_needs_a_token(ask):
    publish(document(BEFORE, channel="desk"))
    refused = ask(DESK)
    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("sent", ["Bearer", "Bearer ", "Basic YTpi", "Bearer wrong", "Bearer \xff", "bearer\0x"])
def test_a_token_that_is_not_ours_opens_nothing(ask, sent):
    publish(document(BEFORE, channel="desk"))
    assert ask(DESK, authorization=sent).status == 401


def test_a_token_of_another_channel_opens_nothing(ask):
    publish(document(BEFORE, channel="desk"))
    assert ask(DESK, authorization=bearer("email", "phone")).status == 403


def test_a_refusal_does_not_tell_whether_the_document_exists(ask):
    publish(document(BEFORE, channel="desk"))
    known, unknown = ask(DESK), ask(DESK + "x")
    assert (known.status, known.problem["detail"]) == (unknown.status, unknown.problem["detail"])


def test_a_refusal_comes_before_what_is_wrong_with_the_question(ask):
    assert ask(DESK, query="colour=red").status == 401


def test_a_token_opens_its_channel(ask):
    publish(document(BEFORE, channel="desk"))
    opened = ask(DESK, authorization=bearer("desk"))
    assert (opened.status, opened.body) == (200, BEFORE.body)


def test_a_scoped_answer_is_for_this_reader_only(ask):
    publish(document(BEFORE, channel="desk"))
    headers = ask(DESK, authorization=bearer("desk")).headers
    assert (headers["Cache-Control"], headers["Vary"]) == ("private, no-store", "Authorization, accept-datetime")
    assert "Access-Control-Allow-Origin" not in headers


def test_a_scoped_304_needs_the_token_too(ask):
    publish(document(BEFORE, channel="desk"))
    assert ask(DESK, if_none_match="*").status == 401
    assert ask(DESK, if_none_match="*", authorization=bearer("desk")).status == 304


def test_a_node_cut_off_from_its_database_refuses_scoped_reads_only(ask, replica, settings):
    publish(document(BEFORE), document(BEFORE, channel="desk"))
    token = bearer("desk")
    ask()
    later = NOW + timedelta(seconds=settings.REPLICA_MAX_SILENCE + 1)
    assert answer(replica, DESK, "", "GET", later, authorization=token).status == 503
    assert answer(replica, PATH, "", "GET", later).status == 200


def test_what_is_remembered_ends_with_a_release(replica):
    delivery, changed = DocumentEndpoint(lambda: replica, Clock()), period("85.00")
    for told in (BEFORE, changed):
        publish(document(told))
        follow(replica)
        assert [send(delivery).body for _ in "ab"] == [told.body, told.body]


def test_what_is_remembered_ends_when_the_period_switches(replica):
    clock = Clock()
    delivery = DocumentEndpoint(lambda: replica, clock)
    publish(document(BEFORE, AFTER))
    follow(replica)
    lifetimes = []
    for seconds in (-60, -4, -1, 0):
        clock.now = NEW_YEAR + timedelta(seconds=seconds)
        lifetimes.append(send(delivery).headers["Cache-Control"])
    assert lifetimes == [f"public, max-age={seconds}" for seconds in (5, 4, 1, 5)]
    assert send(delivery).body == AFTER.body


def test_what_is_remembered_is_not_for_who_lost_the_right(replica):
    delivery, token = DocumentEndpoint(lambda: replica, Clock()), bearer("desk")
    publish(document(BEFORE, channel="desk"))
    follow(replica, tokens._active, NOW.timestamp())
    assert send(delivery, DESK, authorization=token).status == 200
    follow(replica, dict, NOW.timestamp())
    assert send(delivery, DESK, authorization=token).status == 401


def test_django_gives_the_same_answer(replica):
    publish(document(BEFORE))
    follow(replica)
    given = view(RequestFactory().get(PATH))
    assert (given.status_code, given.content, given["ETag"]) == (200, BEFORE.body, f'"{BEFORE.digest}"')
    assert given["Content-Type"] == "application/json"
