"""Memento: a document at a datetime (RFC 7089), and how an answer is cited (RFC 8574)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from api import tokens
from api.documents.delivery import DocumentEndpoint
from releases.replica.follower import follow
from tests.integration.hot_path import DESK, PATH, Clock, send
from tests.integration.published import NEW_YEAR, NOW, document, period, publish
from tests.integration.search_requests import bearer

pytestmark = pytest.mark.django_db

OLD, NEW, NEXT = period("83.87"), period("85.00"), period("90.00", NEW_YEAR)
MAY = datetime(2026, 5, 10, 9, 0, 0, 250_000, tzinfo=UTC)
TODAY = datetime(2027, 2, 1, tzinfo=UTC)
TIMEMAP = PATH.replace("documents", "timemaps")
ENTRY = re.compile(r'<([^>]+)>; rel="([a-z ]*memento)"; datetime="([^"]+)"')


@pytest.fixture(autouse=True)
def history(db):
    """From March until May the old fee, then the new one, and the next one from New Year on."""
    publish(document(OLD), now=NOW)
    publish(document(NEW, NEXT), now=MAY)


SAID = [
    ("Tue, 03 Mar 2026 12:00:00 GMT", OLD, "Tue, 03 Mar 2026 12:00:00 GMT"),
    ("Sun, 10 May 2026 09:00:00 GMT", OLD, "Tue, 03 Mar 2026 12:00:00 GMT"),
    ("Sun, 10 May 2026 09:00:01 GMT", NEW, "Sun, 10 May 2026 09:00:01 GMT"),
    ("Thu, 31 Dec 2026 22:59:59 GMT", NEW, "Sun, 10 May 2026 09:00:01 GMT"),
    ("Thu, 31 Dec 2026 23:00:00 GMT", NEXT, "Thu, 31 Dec 2026 23:00:00 GMT"),
    # Before the first there is only the first, after the last there is only the last.
    ("Mon, 01 Jan 2001 00:00:00 GMT", OLD, "Tue, 03 Mar 2026 12:00:00 GMT"),
    ("Fri, 01 Jan 2100 00:00:00 GMT", NEXT, "Thu, 31 Dec 2026 23:00:00 GMT"),
]


@pytest.mark.parametrize(("asked", "said", "since"), SAID)
def test_a_document_is_given_as_it_was_said(ask, asked, said, since):
    found = ask(now=TODAY, accept_datetime=asked)
    assert (found.status, found.body, found.headers["Memento-Datetime"]) == (200, said.body, since)


@pytest.mark.parametrize(("asked", "said", "since"), SAID)
def test_a_memento_has_an_address_of_its_own(ask, asked, said, since):
    memento = ask(now=TODAY, accept_datetime=asked).link("memento")
    again = ask(*memento.split("?"), now=TODAY)
    assert (again.body, again.headers["Memento-Datetime"]) == (said.body, since)
    assert again.link("memento") == again.link("cite-as") == memento


def test_what_was_said_is_what_was_known_of_that_moment(ask):
    said = ask(now=TODAY, accept_datetime="Mon, 01 Jun 2026 00:00:00 GMT")
    known = ask(now=TODAY, query="known=2026-06-01T00:00:00Z&at=2026-06-01T00:00:00Z")
    assert (said.body, said.headers["Release"]) == (known.body, known.headers["Release"])


def test_a_reader_hears_that_time_was_negotiated(ask):
    found = ask(now=TODAY, accept_datetime="Mon, 01 Jun 2026 00:00:00 GMT")
    assert found.headers["Vary"] == "accept-datetime"
    assert found.headers["Content-Location"].endswith(found.link("memento"))
    assert found.link("original") == found.link("timegate") == f"{PATH}?locale=nl"
    assert found.link("timemap") == f"{TIMEMAP}?locale=nl"


def test_who_does_not_ask_hears_where_to_ask(ask):
    found = ask(now=TODAY)
    assert found.headers["Vary"] == "accept-datetime"
    assert found.link("timegate") == f"{PATH}?locale=nl"
    assert "Memento-Datetime" not in found.headers


@pytest.mark.parametrize("query", ["at=2026-06-01", "release=1", "known=2026-06-01", "release=1&at=2026-06-01"])
def test_an_axis_in_the_address_goes_before_the_header(ask, query):
    asked = ask(now=TODAY, query=query, accept_datetime="Tue, 03 Mar 2026 12:00:00 GMT")
    assert asked.body == ask(now=TODAY, query=query).body
    assert "Vary" not in asked.headers


def test_what_readers_never_saw_is_no_memento(ask):
    """The fourth release promised another fee, and the fifth took that back before it held."""
    publish(document(OLD), now=TODAY)
    promised = ask(now=TODAY, query="release=2&at=2027-06-01")
    assert promised.headers["Memento-Datetime"] == "Thu, 31 Dec 2026 23:00:00 GMT"
    publish(document(OLD, period("99.00", TODAY + timedelta(days=9))), now=TODAY + timedelta(days=1))
    publish(document(OLD), now=TODAY + timedelta(days=2))
    taken_back = ask(now=TODAY + timedelta(days=30), query="release=4&at=2027-06-01")
    assert taken_back.body == period("99.00").body
    assert "Memento-Datetime" not in taken_back.headers


@pytest.mark.parametrize(
    "asked", ["", "2026-06-01", "tomorrow", "Mon, 01 Jun 2026 00:00:00", "Mon, 31 Feb 2026 00:00:00 GMT", "\xff"]
)
def test_a_datetime_that_cannot_be_read_is_named(ask, asked):
    refused = ask(accept_datetime=asked)
    assert (refused.status, refused.named) == (400, ["Accept-Datetime"])


def test_what_was_withdrawn_then_is_gone(ask):
    publish(removed=[("product", "paspoort")], now=TODAY)
    after = ask(now=TODAY + timedelta(days=2), accept_datetime="Tue, 02 Feb 2027 00:00:00 GMT")
    before = ask(now=TODAY + timedelta(days=2), accept_datetime="Sun, 31 Jan 2027 00:00:00 GMT")
    assert (after.status, before.status, before.body) == (410, 200, NEXT.body)


def test_where_nothing_was_ever_said_nothing_is_found(ask):
    assert ask(PATH + "x", accept_datetime="Mon, 01 Jun 2026 00:00:00 GMT").status == 404


def test_what_was_said_long_ago_is_kept_for_ever_and_what_may_change_is_not(ask):
    old = ask(now=TODAY, accept_datetime="Tue, 03 Mar 2026 12:00:00 GMT")
    newest = ask(now=TODAY, accept_datetime="Mon, 01 Jun 2026 00:00:00 GMT")
    assert old.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert newest.headers["Cache-Control"] == "public, max-age=5"


def test_a_datetime_in_the_future_goes_on_with_the_clock(replica):
    clock = Clock()
    clock.now = NEW_YEAR - timedelta(seconds=2)
    follow(replica, tokens._active, 0.0)
    delivery, future = DocumentEndpoint(lambda: replica, clock), {"accept_datetime": "Fri, 01 Jan 2100 00:00:00 GMT"}
    before = send(delivery, **future)
    clock.now = NEW_YEAR
    assert (before.body, before.headers["Cache-Control"]) == (NEW.body, "public, max-age=2")
    assert send(delivery, **future).body == NEXT.body


def test_a_scoped_channel_says_what_it_said_to_who_may_read_it(ask):
    publish(document(NEW, channel="desk"), now=TODAY)
    asked = {"now": TODAY, "accept_datetime": "Mon, 01 Feb 2027 00:00:00 GMT"}
    assert ask(DESK, **asked).status == 401
    opened = ask(DESK, authorization=bearer("desk"), **asked)
    assert (opened.body, opened.headers["Vary"]) == (NEW.body, "Authorization, accept-datetime")


def test_a_browser_elsewhere_may_use_all_this(ask):
    preflight = ask(method="OPTIONS")
    assert "Accept-Datetime" in preflight.headers["Access-Control-Allow-Headers"].split(", ")
    exposed = set(ask().headers["Access-Control-Expose-Headers"].split(", "))
    assert {"Link", "Memento-Datetime", "Content-Location"} <= exposed


@pytest.mark.parametrize(
    ("query", "now", "cited"),
    [
        ("release=1", NOW, "at=2026-03-03T12:00:00.000Z&locale=nl&release=1"),
        ("", MAY, "at=2026-05-10T09:00:00.250Z&locale=nl&release=2"),
        ("", TODAY, "at=2026-12-31T23:00:00.000Z&locale=nl&release=2"),
        ("known=2026-03-04&at=2026-04-01", TODAY, "at=2026-03-31T22:00:00.000Z&locale=nl&release=1"),
        ("release=1", TODAY, "at=2026-03-03T12:00:00.000Z&locale=nl&release=1"),
    ],
)
def test_an_answer_tells_how_to_cite_it(ask, query, now, cited):
    assert ask(now=now, query=query).link("cite-as") == f"{PATH}?{cited}"


def test_a_release_that_left_the_text_alone_leaves_the_citation_alone(ask):
    cited = ask(now=TODAY).link("cite-as")
    publish(document(key="rijbewijs"), now=TODAY)
    assert ask(now=TODAY).link("cite-as") == cited


def test_a_304_has_the_citation_too(ask):
    found = ask(now=TODAY)
    assert ask(now=TODAY, if_none_match=found.headers["ETag"]).headers["Link"] == found.headers["Link"]


def test_a_clock_that_is_behind_cites_what_it_shows(ask):
    publish(document(OLD, period("99.00", TODAY)), now=TODAY + timedelta(seconds=1))
    cited = ask(now=TODAY - timedelta(seconds=1))
    assert ask(*cited.link("cite-as").split("?"), now=TODAY).body == cited.body == OLD.body


def timemap(client, path: str = TIMEMAP, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/link-format")
    return answer.content.decode()


@pytest.fixture
def later(monkeypatch, replica):
    follow(replica)
    monkeypatch.setattr("api.v1.resource.timezone.now", lambda: TODAY)


def test_a_timemap_lists_each_release_and_each_switch(client, later):
    assert [(rel, datetime) for _, rel, datetime in ENTRY.findall(timemap(client))] == [
        ("first memento", "Tue, 03 Mar 2026 12:00:00 GMT"),
        ("memento", "Sun, 10 May 2026 09:00:01 GMT"),
        ("last memento", "Thu, 31 Dec 2026 23:00:00 GMT"),
    ]


def test_a_timemap_leads_to_what_was_said(client, later):
    found = [client.get(url.removeprefix(settings.BASE_URL)).content for url, _, _ in ENTRY.findall(timemap(client))]
    assert found == [OLD.body, NEW.body, NEXT.body]


def test_a_timemap_of_one_memento_has_it_first_and_last(client, later, replica):
    publish(document(key="rijbewijs"), now=MAY)
    follow(replica)
    [(_, rel, _)] = ENTRY.findall(timemap(client, TIMEMAP.replace("paspoort", "rijbewijs")))
    assert rel == "first last memento"


def test_a_timemap_names_itself_its_document_and_its_span(client, later):
    lines = timemap(client).splitlines()
    assert lines[0].endswith('/api/v1/channels/website/documents/product/paspoort?locale=nl>; rel="original timegate",')
    assert 'rel="self"' in lines[1]
    assert 'from="Tue, 03 Mar 2026 12:00:00 GMT"; until="Thu, 31 Dec 2026 23:00:00 GMT"' in lines[1]


def test_what_was_withdrawn_keeps_its_timemap(client, later, replica):
    publish(removed=[("product", "paspoort")], now=TODAY)
    follow(replica)
    assert len(ENTRY.findall(timemap(client))) == 3


@pytest.mark.parametrize("path", [TIMEMAP + "x", TIMEMAP + "%00", TIMEMAP + "é", TIMEMAP + "?locale=en"])
def test_what_never_said_anything_has_no_timemap(client, later, path):
    assert client.get(path).status_code == 404
