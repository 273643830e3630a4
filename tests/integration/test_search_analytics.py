"""Searches are counted per day without personal data: nothing of a person is kept, and nothing rare can be read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from search.analytics import counter
from search.models import CountingPeriod, DayCount, ResultCount, SearchTerm
from tests.integration.search_documents import follow, product, publish

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = date(2026, 11, 24)
LATER = TODAY + timedelta(days=counter.PERIOD_DAYS)
BSN = "123456782"


@pytest.fixture(autouse=True)
def town(replica: Any) -> None:
    publish(product("paspoort", "Paspoort"), product("boom", "Boom kappen"))
    follow()
    counter.tally.take()


def search(client: Client, text: str, times: int = 1, **parameters: str) -> None:
    for _ in range(times):
        assert client.get("/api/v1/search", {"q": text, **parameters}).status_code == 200


def report(client: Client, query: str, key: str = "paspoort", action: str = "clicked") -> None:
    members = {"query": query, "channel": "website", "locale": "nl", "key": key, "kind": "product", "action": action}
    assert client.post("/api/v1/search/feedback", members, content_type="application/json").status_code == 204


def counted(client: Client, text: str, times: int = 1, day: date = TODAY, **parameters: str) -> None:
    search(client, text, times, **parameters)
    counter.write(day)


def database() -> str:
    """All that stands in any table."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows)


def test_a_search_is_counted_by_day_and_channel(client: Client):
    counted(client, "Paspoort?", 2)
    counted(client, "paspoort", day=TODAY + timedelta(days=1))

    (term,) = SearchTerm.objects.all()
    assert (term.channel, term.locale, term.text) == ("website", "nl", "paspoort")
    assert list(term.days.order_by("day").values_list("asked", "in_vain", "found")) == [(2, 0, 1), (1, 0, 1)]


def test_a_search_without_result_is_counted_as_such(client: Client):
    counted(client, "kliko", 3)

    assert list(DayCount.objects.values_list("asked", "in_vain", "found")) == [(3, 3, 0)]


def test_a_rare_search_cannot_be_read(client: Client):
    counted(client, "kliko", 2)

    assert SearchTerm.objects.get().text == ""
    assert "kliko" not in database()


def test_a_search_that_is_asked_often_enough_gets_its_text(client: Client, settings: Any):
    settings.SEARCH_RARE = 4
    counted(client, "kliko", 3)
    counted(client, "kliko", day=TODAY + timedelta(days=1))

    assert SearchTerm.objects.get().text == "kliko"


def test_a_code_cannot_be_made_again_without_the_secret_of_this_hub(client: Client, settings: Any):
    counted(client, "kliko")
    settings.SECRET_KEY = "another"
    counted(client, "kliko")

    assert SearchTerm.objects.count() == 2


def test_what_was_rare_is_forgotten_with_its_secret_when_the_period_is_over(client: Client):
    counted(client, "kliko", 2)
    counted(client, "paspoort", 3)
    secret = CountingPeriod.objects.get().secret
    counter.prune(LATER)

    assert list(SearchTerm.objects.values_list("text", flat=True)) == ["paspoort"]
    assert secret not in database()

    counted(client, "kliko", 1, LATER)
    assert CountingPeriod.objects.exclude(secret="").get().secret != secret
    assert SearchTerm.objects.filter(text="kliko").count() == 0


def test_old_counts_go_and_leave_nothing(client: Client, settings: Any):
    counted(client, "paspoort", 3)
    report(client, "paspoort")
    counter.write(TODAY)
    counter.prune(TODAY + timedelta(days=settings.SEARCH_KEEP_DAYS + 1))

    assert [model.objects.count() for model in (CountingPeriod, SearchTerm, DayCount, ResultCount)] == [0, 0, 0, 0]


def test_nothing_of_this_period_is_forgotten(client: Client):
    counted(client, "kliko")
    counter.prune(TODAY)

    assert SearchTerm.objects.count() == 1


@pytest.mark.parametrize(
    "text", [BSN, f"paspoort {BSN}", "anna@example.org", "06-12345678", "Fatima Xyzzy", "AB-12-CD", "3771 ER 12"]
)
def test_a_person_typed_in_the_search_box_leaves_no_trace_in_the_database(client: Client, text: str):
    before = database()
    search(client, text, 5)
    report(client, text)
    report(client, f"{text}!", action="notUseful")
    counter.write(TODAY)

    assert database() == before


def test_a_closer_look_is_not_counted_again(client: Client):
    for parameters in ({"at": "2027-01-01"}, {"theme": "reizen"}, {"audience": "resident"}):
        search(client, "paspoort", **parameters)
    client.head("/api/v1/search", {"q": "paspoort"})
    client.get("/api/v1/suggestions", {"q": "paspoort"})

    assert counter.tally.take() == {}


def test_a_choice_and_a_thumb_are_counted_for_the_result(client: Client):
    search(client, "paspoort", 3)
    report(client, "Paspoort?")
    report(client, "paspoort", action="useful")
    report(client, "paspoort", "boom", "notUseful")
    counter.write(TODAY)

    rows = ResultCount.objects.order_by("address").values_list("address", "clicked", "useful", "not_useful")
    assert list(rows) == [("product/boom", 0, 0, 1), ("product/paspoort", 1, 1, 0)]


def test_what_nobody_searched_for_gets_no_count_by_a_report(client: Client):
    report(client, "kliko")
    counter.write(TODAY)

    assert SearchTerm.objects.count() == 0


def test_what_cannot_be_written_now_is_written_later(client: Client, monkeypatch: pytest.MonkeyPatch):
    search(client, "paspoort", 3)
    with monkeypatch.context() as broken:
        broken.setattr(counter, "_period", lambda today: (_ for _ in ()).throw(DatabaseError("locked")))
        counter.write(TODAY)
    assert SearchTerm.objects.count() == 0

    counter.write(TODAY)

    assert DayCount.objects.get().asked == 3


def test_a_search_does_not_fail_when_it_cannot_be_counted(client: Client, monkeypatch: pytest.MonkeyPatch, caplog: Any):
    monkeypatch.setattr(counter, "normalised", lambda text: (_ for _ in ()).throw(ValueError(text)))

    search(client, "paspoort")

    assert "A search could not be counted: ValueError" in caplog.text
    assert "paspoort" not in caplog.text


def test_nothing_is_counted_when_that_is_switched_off(client: Client, settings: Any):
    settings.SEARCH_COUNTING = False
    search(client, "paspoort")

    assert counter.tally.take() == {}


def test_nobody_can_fill_the_database(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(counter, "MOST_TERMS", 1)
    search(client, "paspoort")
    counted(client, "boom", 2)
    counted(client, "paspoort")

    assert list(DayCount.objects.values_list("asked", flat=True)) == [2]
