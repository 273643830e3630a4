"""GET /search and GET /suggestions: what a reader gets, and when it gets a problem instead."""

from __future__ import annotations

import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from api.rate_limit import RateLimit
from search import service
from search.query.addresses import IndexScope
from search.query.interface import EngineUnavailable
from tests.integration.search_documents import NEW_YEAR, dated, follow, product, publish
from tests.unit.snapshots import CHILD_FEE, FEE, HOURS, passport

pytestmark = pytest.mark.django_db
OLD, NEW = "2026-03-03T12:00:00Z", "2027-01-01"


@pytest.fixture(autouse=True)
def town(replica):
    publish(
        passport(),
        product("boom", "Boom kappen", "Vraag een vergunning & betaal <b>niets</b>.", names=["kapvergunning"]),
        product("struik", "Struik snoeien", "Hier is geen vergunning voor nodig.", audiences=("business",)),
    )
    follow()


@pytest.fixture
def search(client):
    def search(**parameters):
        return client.get("/api/v1/search", parameters)

    return search


def keys(response) -> list[str]:
    return [result["key"] for result in response.json()["results"]]


class TestResults:
    def test_the_best_product_comes_first(self, search):
        assert keys(search(q="vergunning om een boom te kappen"))[0] == "boom"

    def test_a_result_tells_its_facts_as_the_document_does(self, search, client):
        [result] = [each for each in search(q="paspoort").json()["results"] if each["key"] == "paspoort"]
        document = client.get(result["href"]).json()
        assert (result["title"], result["summary"]) == (document["title"], document["summary"])
        assert result["facts"][FEE] == document["facts"][FEE]

    def test_a_result_gives_its_facts_in_the_order_of_the_document(self, search):
        [result] = [each for each in search(q="paspoort").json()["results"] if each["key"] == "paspoort"]
        assert (result["order"][:2], sorted(result["order"])) == ([FEE, CHILD_FEE], sorted(result["facts"]))

    def test_a_result_says_what_is_open_at_the_moment(self, search):
        opens = {
            at: next(each for each in search(q="paspoort", at=at).json()["results"][0]["opening"] if each["fact"] == HOURS)
            for at in ("2026-03-03T12:00:00Z", "2026-03-03T20:00:00Z")
        }  # fmt: skip
        told = [(each["open"], each["changesAt"]) for each in opens.values()]
        assert told == [(True, "2026-03-03T17:00:00+01:00"), (False, "2026-03-04T09:00:00+01:00")]

    def test_a_snippet_marks_what_was_asked_and_is_safe_to_show(self, search):
        [result] = [each for each in search(q="vergunning betalen").json()["results"] if each["key"] == "boom"]
        assert result["snippet"] == "Vraag een <mark>vergunning</mark> &amp; <mark>betaal</mark> niets."

    def test_a_mistyped_word_is_understood_and_named(self, search):
        answer = search(q="papsoort").json()
        assert answer["results"][0]["key"] == "paspoort"
        assert answer["didYouMean"] == "paspoort"

    def test_facets_count_themes_and_audiences(self, search):
        facets = search(q="vergunning").json()["facets"]
        assert facets["themes"] == [{"key": "reizen", "title": "Reizen", "contentLocale": "nl", "count": 2}]
        assert facets["audiences"] == [{"key": "business", "count": 1}, {"key": "resident", "count": 1}]

    def test_results_can_be_of_one_theme_or_audience(self, search):
        assert keys(search(q="vergunning", audience="business")) == ["struik"]
        assert keys(search(q="vergunning", theme="wonen")) == []

    def test_an_answer_says_its_release_and_its_engine(self, search):
        response = search(q="paspoort")
        assert (response["Release"], response.json()["engine"]) == ("1", "embedded")

    def test_english_finds_dutch_texts_that_stand_in_for_english(self, search):
        follow(IndexScope("website", "en"))
        assert keys(search(q="passport", locale="en"))[0] == "paspoort"
        assert keys(search(q="kapvergunning", locale="en"))[0] == "boom"

    def test_a_location_is_found_too(self, search):
        result = search(q="gemeentehuis").json()["results"][0]
        assert (result["kind"], result["key"], result["snippet"]) == (
            "location", "gemeentehuis", "Raadhuisplein 2, 3771 ER Barneveld",
        )  # fmt: skip


class TestMoment:
    def test_a_result_shows_the_fee_of_the_asked_moment(self, search):
        told = [search(q="paspoort", at=at).json()["results"][0]["facts"][FEE]["text"] for at in (OLD, NEW)]
        assert told == ["€ 83,87", "€ 90,00"]

    def test_a_dated_text_is_found_from_its_instant_on(self, search):
        publish(product("feest", "Feest", passages=(dated("Carnaval", since=date(2027, 1, 1)), dated("Altijd"))))
        follow()
        last = (NEW_YEAR - timedelta(milliseconds=1)).isoformat()
        found = [keys(search(q="carnaval", at=at)) for at in (last, NEW_YEAR.isoformat())]
        assert found == [[], ["feest"]]

    def test_what_is_withdrawn_but_still_in_the_index_is_not_shown(self, search):
        publish(removed=["boom"])
        assert keys(search(q="boom")) == []

    def test_what_is_published_anew_is_shown_before_the_index_knows(self, search):
        publish(product("boom", "Boom kappen", "Voor een kapvergunning zijn er nieuwe regels."))
        [result] = search(q="kapvergunning").json()["results"]
        assert result["snippet"] == "Voor een <mark>kapvergunning</mark> zijn er nieuwe regels."


class TestDirectAnswer:
    def test_a_question_for_a_price_is_answered_with_the_fee_and_its_condition(self, search):
        answer = search(q="wat kost een paspoort").json()["answer"]
        assert (answer["key"], answer["asks"], answer["order"]) == ("paspoort", "costs", [FEE, CHILD_FEE])
        assert answer["text"].splitlines()[0] == "Paspoort, 18 jaar en ouder: € 83,87"

    def test_the_answer_is_that_of_the_asked_moment(self, search):
        assert "€ 90,00" in search(q="wat kost een paspoort", at=NEW).json()["answer"]["text"]

    def test_a_question_for_opening_hours_says_whether_it_is_open(self, search):
        answer = search(q="wanneer is het gemeentehuis open", at=OLD).json()["answer"]
        assert (answer["key"], answer["asks"], answer["opening"][0]["open"]) == ("gemeentehuis", "opening", True)

    def test_no_question_no_answer(self, search):
        assert search(q="paspoort").json()["answer"] is None

    def test_a_product_without_such_a_fact_gives_no_answer(self, search):
        assert search(q="wat kost een boom kappen").json()["answer"] is None


class TestPages:
    @pytest.fixture(autouse=True)
    def many(self, town):
        publish(*(product(f"boom-{number}", f"Boom kappen {number}") for number in range(7)))
        follow()

    def test_pages_follow_each_other_without_doubles(self, search, client):
        page, seen = search(q="boom", limit=3), []
        while True:
            seen += keys(page)
            if page.json()["next"] is None:
                break
            page = client.get(page.json()["next"])
        assert sorted(seen) == sorted(["boom", *(f"boom-{number}" for number in range(7))])

    def test_a_next_page_is_of_the_moment_of_the_first(self, search, client):
        first = search(q="boom", limit=3, at=NEW)
        second = client.get(first.json()["next"])
        assert json.loads(second.content)["results"][0]["opening"] == first.json()["results"][0]["opening"]

    def test_after_a_release_the_pages_begin_again(self, search, client):
        first = search(q="boom", limit=3)
        publish(product("boom-8", "Boom kappen 8"))
        follow()
        response = client.get(first.json()["next"])
        assert (response.status_code, response.json()["code"]) == (409, "search-moved-on")
        again = response["Link"].partition("<")[2].partition(">")[0]
        assert parse_qs(urlsplit(again).query) == {"q": ["boom"], "limit": ["3"]}
        assert client.get(again).status_code == 200


class TestRefusals:
    @pytest.mark.parametrize(
        ("parameters", "name"),
        [
            ({}, "q"),
            ({"q": ""}, "q"),
            ({"q": " \t\x00 … !"}, "q"),
            ({"q": "a" * 10_000}, "q"),
            ({"q": "boom", "limit": "0"}, "limit"),
            ({"q": "boom", "limit": "51"}, "limit"),
            ({"q": "boom", "audience": "iedereen"}, "audience"),
            ({"q": "boom", "at": "morgen"}, "at"),
            ({"q": "boom", "locale": "de"}, "locale"),
            ({"q": "boom", "cursor": "eA=="}, "cursor"),
            ({"q": "boom", "page": "2"}, "page"),
        ],
    )
    def test_what_cannot_be_used_is_named(self, search, parameters, name):
        response = search(**parameters)
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert [each["name"] for each in response.json()["invalidParams"]] == [name]

    @pytest.mark.parametrize(
        "text",
        ["paspoort\x00\x1b[31m", "paspoort AND (title:*", "paspoort^9 ~2 \"'\\/", "{{7*7}} paspoort", "paspoort " * 50],
    )
    def test_hostile_text_is_only_words(self, search, text):
        assert keys(search(q=text))[0] == "paspoort"

    def test_an_engine_that_is_not_there_says_so(self, search, settings, tmp_path):
        settings.SEARCH_DIR = tmp_path / "nothing"
        response = search(q="paspoort")
        assert (response.status_code, response.json()["code"]) == (503, "search-unavailable")

    @pytest.mark.parametrize("path", ["search", "suggestions"])
    def test_who_asks_too_often_is_told_when_to_come_back(self, client, settings, monkeypatch, path):
        monkeypatch.setattr("api.v1.search.limit", RateLimit(clock=lambda: 0.0))
        settings.SEARCHES_PER_MINUTE = 1
        sent = {"headers": {"X-Forwarded-For": "203.0.113.7"}}
        first, second = (client.get(f"/api/v1/{path}?q=boom", **sent) for _ in range(2))
        assert (first.status_code, second.status_code, second.json()["code"]) == (200, 429, "too-often")
        assert second["Retry-After"] == "60"

    def test_nobody_writes_down_what_was_asked(self, search, caplog, monkeypatch):
        caplog.set_level("DEBUG")
        search(q="geheimzinnig")
        monkeypatch.setattr(service, "ask", _broken)
        assert search(q="geheimzinnig").status_code == 503
        assert "geheimzinnig" not in caplog.text


def _broken(*_: object) -> None:
    raise EngineUnavailable("down")


class TestSuggestions:
    @pytest.fixture
    def suggest(self, client):
        def suggest(text: str, **parameters: str) -> list[tuple[str, str | None]]:
            found = client.get("/api/v1/suggestions", {"q": text} | parameters).json()["results"]
            return [(each["title"], each["name"]) for each in found]

        return suggest

    def test_a_beginning_of_a_title_suggests_it(self, suggest):
        assert suggest("pasp") == [("Paspoort", None)]

    def test_another_name_is_told_beside_the_title(self, suggest):
        assert ("Boom kappen", "kapvergunning") in suggest("kapverg")

    def test_texts_are_no_suggestions(self, suggest):
        assert suggest("nodig") == []

    def test_nothing_typed_yet_suggests_nothing(self, suggest):
        assert suggest(" ") == []

    def test_suggestions_are_of_now(self, suggest):
        assert suggest("gemeenteh") == [("Gemeentehuis", None)]
