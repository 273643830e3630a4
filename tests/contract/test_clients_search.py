"""Searching on the channels: what a page shows of the hub's answer, and what it does when there is none."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.contract.client_under_test import Clients, Page, clients_at
from tests.contract.fake_hub import FakeHub

ASKED = "q=wat+kost+een+papsoort"
CHANNELS = ("website", "email", "desk", "phone")


def search(clients: Clients, query: str = ASKED, channel: str = "website") -> Page:
    return clients.get(f"/kanalen/{channel}/zoeken/?{query}")


def answer(hub: FakeHub, channel: str = "website", locale: str = "nl") -> dict[str, Any]:
    return hub.found[channel, locale]


def empty(hub: FakeHub) -> None:
    answer(hub).update(results=[], total=0, answer=None, didYouMean=None)


def words_of(page: Page, selector: str) -> list[str]:
    return [" ".join(each.get_text(" ").split()) for each in page.soup.select(selector)]


class TestResults:
    def test_each_result_leads_to_the_page_of_this_client(self, clients: Clients):
        links = [link["href"] for link in search(clients).soup.select(".hit h3 a")]

        assert links == [f"/kanalen/website/product/{key}/" for key in ("paspoort", "toevoegen-kind", "verhuizing")]

    def test_a_location_leads_to_its_own_page_in_every_channel(self, clients: Clients, hub: FakeHub):
        answer(hub, "desk")["results"][0] |= {"kind": "location", "key": "gemeentehuis"}
        page = search(clients, "q=gemeentehuis", "desk")

        assert page.soup.select_one(".hit h3 a")["href"] == "/kanalen/desk/locatie/gemeentehuis/"
        assert clients.get("/kanalen/desk/locatie/gemeentehuis/").status == 200

    def test_a_question_in_another_language_is_told_in_it_that_the_texts_are_not(self, clients: Clients, hub: FakeHub):
        arabic = {"language": "ar", "direction": "rtl", "notice": "النصوص باللغة الهولندية."}
        answer(hub)["spokenLanguages"] = [arabic]
        (said,) = search(clients).soup.select(".spoken")

        assert (said["lang"], said["dir"], said.text) == ("ar", "rtl", "النصوص باللغة الهولندية.")

    def test_the_words_that_were_asked_for_are_marked(self, clients: Clients):
        assert words_of(search(clients), ".hit mark")[:2] == ["paspoort", "kost"]

    def test_a_summary_that_is_the_snippet_stands_there_once(self, clients: Clients, hub: FakeHub):
        hit = answer(hub)["results"][0]
        hit["snippet"] = hit["summary"].replace("paspoort", "<mark>paspoort</mark>")

        assert words_of(search(clients), "#product-paspoort p.summary") == []
        assert len(words_of(search(clients), "#product-paspoort p.snippet")) == 1

    @pytest.mark.parametrize("channel", CHANNELS)
    def test_every_fact_carries_its_mark_with_the_text_of_the_hub(self, clients: Clients, hub: FakeHub, channel: str):
        known = {key: fact["text"] for hit in answer(hub, channel)["results"] for key, fact in hit["facts"].items()}
        marks = search(clients, channel=channel).marks()

        assert len(marks) >= 5
        assert {(key, text) for key, aspect, _, text in marks if aspect == "value"} <= set(known.items())

    def test_the_fee_that_the_document_tells_first_comes_first(self, clients: Clients):
        [first, *_] = [mark["data-fact"] for mark in search(clients).soup.select("#product-paspoort .known data")]

        assert first == "paspoort.leges.volwassene"

    @pytest.mark.parametrize("channel", CHANNELS)
    def test_a_page_says_what_is_open_now_and_until_when(self, clients: Clients, hub: FakeHub, channel: str):
        opening = answer(hub, channel)["results"][0]["opening"]
        shown = words_of(search(clients, channel=channel), "#product-paspoort .open-now li")

        assert opening[1]["line"]["text"] == "Nu open tot 17.00 uur."
        assert shown == [f"{each['label']}: {each['line']['text']}" for each in opening]

    def test_what_is_closed_says_when_it_opens(self, clients: Clients, hub: FakeHub):
        line = {"text": "Nu gesloten (Storing). Weer open op maandag 30 november om 9.00 uur.", "spoken": "…"}
        answer(hub)["results"][0]["opening"][0] |= {"open": False, "line": line}
        [first, *_] = search(clients).soup.select("#product-paspoort .open-now li")

        assert line["text"] in first.get_text()
        assert first.select_one(".state.closed")

    def test_at_another_moment_nothing_is_open_now(self, clients: Clients):
        assert search(clients, f"{ASKED}&at=2027-01-01").soup.select(".open-now") == []

    def test_what_an_editor_puts_first_is_marked(self, clients: Clients, hub: FakeHub):
        answer(hub)["results"][1]["bestBet"] = True

        assert words_of(search(clients), ".hit h3 .badge") == ["Aanbevolen"]

    def test_a_text_that_is_not_translated_has_its_own_language(self, clients: Clients, hub: FakeHub):
        answer(hub, locale="en")["results"][0]["contentLocale"] = "nl"
        hit = search(clients, "q=passport&locale=en").soup.select_one(".hit")

        assert (hit.div["lang"], hit.legend.get_text()) == ("nl", "Is this what you were looking for?: Passport")

    def test_a_question_is_only_text(self, clients: Clients):
        page = search(clients, "q=%3Cscript%3Ealert(1)%3C/script%3E%22")

        assert "<script>alert" not in page.text
        assert page.soup.select_one("#zoek")["value"] == '<script>alert(1)</script>"'


class TestDirectAnswer:
    def test_it_stands_before_the_results_with_condition_and_product(self, clients: Clients):
        told = search(clients).soup.select_one(".hits > :first-child")

        assert told["class"] == ["direct"]
        assert (told.h2.a.get_text(), told.h2.a["href"]) == ("Paspoort", "/kanalen/website/product/paspoort/")
        assert told.dd.data.get_text().replace("\u00a0", " ") == "€ 83,87 (18 jaar en ouder)"
        assert told.dd.data["data-fact"] == "paspoort.leges.volwassene"

    def test_a_coming_fee_is_told_with_its_date(self, clients: Clients):
        assert words_of(search(clients), ".direct .upcoming") == ["Vanaf 1 januari 2027 : € 90,00 (voorlopig)"]

    def test_opening_hours_are_told_for_today(self, clients: Clients, hub: FakeHub):
        place = hub.documents["website", "location", "gemeentehuis", "nl"]
        key = place["hours"][0]
        direct = {"asks": "opening", "order": [key], "facts": {key: place["facts"][key]}}
        answer(hub)["answer"] |= direct | {"kind": "location", "key": "gemeentehuis", "title": "Gemeentehuis"}
        told = search(clients).soup.select_one(".direct")

        assert "Nu open tot 12.30 uur" in told.get_text()
        assert told.details.data["data-fact"] == key

    def test_on_the_phone_hours_that_are_stopped_are_spoken_as_closed(self, clients: Clients, hub: FakeHub):
        place = hub.documents["phone", "location", "gemeentehuis", "nl"]
        key = place["hours"][0]
        stop = {"validFrom": "2026-11-01", "validUntil": None, "reason": "Geen stroom"}
        direct = {"asks": "opening", "order": [key], "facts": {key: place["facts"][key]}, "stops": {key: [stop]}}
        at = direct | {"kind": "location", "key": "gemeentehuis", "title": "Gemeentehuis"}
        answer(hub, "phone")["answer"] = answer(hub)["answer"] | at

        page = search(clients, channel="phone")
        assert words_of(page, ".direct .today") == ["Nu gesloten (Geen stroom)."]
        assert words_of(page, ".direct q") == ["Nu gesloten, Geen stroom."]


class TestLinks:
    def test_another_meaning_is_a_link(self, clients: Clients):
        link = search(clients, f"{ASKED}&locale=nl").soup.select_one(".meant a")

        assert (link.get_text(), link["href"]) == (
            "wat kost een paspoort",
            "/kanalen/website/zoeken/?q=wat+kost+een+paspoort",
        )

    def test_filters_keep_the_question_and_begin_at_the_first_page(self, clients: Clients):
        links = search(clients, f"{ASKED}&vanaf=abc&pagina=2&at=2027-01-01").soup.select(".filters a")

        assert [parse_qs(urlsplit(link["href"]).query) for link in links] == [
            {"at": ["2027-01-01"], "q": ["wat kost een papsoort"], "thema": ["burgerzaken"]},
            {"at": ["2027-01-01"], "q": ["wat kost een papsoort"], "doelgroep": ["resident"]},
        ]

    def test_a_chosen_filter_is_asked_of_the_hub_and_leads_back(self, clients: Clients, hub: FakeHub):
        page = search(clients, "q=adres&thema=burgerzaken&doelgroep=iedereen")
        [(asked, _)] = hub.asked_for("/api/v1/search")
        chosen = page.soup.select_one(".filters [aria-current=true]")

        assert (asked["theme"], "audience" in asked) == (["burgerzaken"], False)
        assert chosen["href"] == "/kanalen/website/zoeken/?q=adres"

    def test_the_next_page_has_the_place_that_the_hub_gave(self, clients: Clients, hub: FakeHub):
        answer(hub).update(total=23, next="https://hub.example/api/v1/search?q=x&cursor=MTI%3D")
        page = search(clients, "q=adres&vanaf=abc&pagina=2")

        assert page.soup.select_one("a[rel=next]")["href"] == ("/kanalen/website/zoeken/?q=adres&vanaf=MTI%3D&pagina=3")
        assert words_of(page, ".pages p")[:2] == ["Pagina 2 van 3", "Eerste pagina"]

    def test_pages_of_before_a_publication_begin_again(self, clients: Clients, hub: FakeHub):
        hub.answers["/api/v1/search"] = 409
        page = search(clients, "q=adres&thema=burgerzaken&vanaf=abc&pagina=2")

        assert (page.status, page.headers["Location"]) == (303, "/kanalen/website/zoeken/?q=adres&thema=burgerzaken")

    def test_the_question_stays_in_the_other_language_and_now(self, clients: Clients):
        page = search(clients, "q=adres&at=2027-01-01")

        assert page.soup.select_one(".languages [hreflang=en]")["href"] == "?locale=en&at=2027-01-01&q=adres"
        assert page.soup.select_one(".moment a")["href"] == "?q=adres"

    def test_the_form_on_every_page_keeps_language_and_moment(self, clients: Clients):
        form = clients.get("/kanalen/website/product/paspoort/?locale=en&at=2027-01-01").soup.select_one("form.search")
        hidden = {field["name"]: field["value"] for field in form.select("[type=hidden]")}

        assert (form["action"], form["role"]) == ("/kanalen/website/zoeken/", "search")
        assert hidden == {"locale": "en", "at": "2027-01-01"}

    def test_an_older_release_is_not_searched_and_the_page_says_so(self, clients: Clients, hub: FakeHub):
        page = search(clients, "q=adres&release=3")
        [(asked, _)] = hub.asked_for("/api/v1/search")

        assert "release" not in asked
        assert words_of(page, ".remark")[0].startswith("Zoeken kijkt altijd in de nieuwste publicatie")


class TestWaysOut:
    def test_who_finds_nothing_gets_tips_themes_and_a_number_to_call(self, clients: Clients, hub: FakeHub):
        empty(hub)
        page = search(clients, "q=xqzwvut&thema=burgerzaken")

        assert words_of(page, "h1") == ["Niets gevonden voor “xqzwvut”"]
        assert page.soup.select_one(".ways-out li a")["href"] == "/kanalen/website/zoeken/?q=xqzwvut"
        assert page.soup.select_one(".theme-links a")["href"] == "/kanalen/website/thema/burgerzaken/"
        assert page.soup.select_one(".contact-ways a")["href"] == "tel:140000"

    @pytest.mark.parametrize("query", ["", "q=", "q=+!!+"])
    def test_without_a_word_the_hub_is_not_asked(self, clients: Clients, hub: FakeHub, query: str):
        assert words_of(search(clients, query), "h1") == ["Zoeken"]
        assert hub.asked_for("/api/v1/search") == []

    @pytest.mark.parametrize("status", [500, 503])
    def test_when_search_is_away_the_page_says_so_and_helps_on(self, clients: Clients, hub: FakeHub, status: int):
        hub.answers["/api/v1/search"] = status
        page = search(clients)

        assert (page.status, words_of(page, "h1")) == (503, ["Zoeken lukt nu even niet"])
        assert page.soup.select_one("#zoek")["value"] == "wat kost een papsoort"
        assert page.soup.select_one(".contact-ways a")["href"] == "tel:140000"

    def test_when_the_whole_hub_is_away_there_is_still_a_page(self):
        with clients_at("http://127.0.0.1:9") as clients:
            page = search(clients)

        assert (page.status, words_of(page, "h1")) == (503, ["Zoeken lukt nu even niet"])

    def test_a_channel_without_its_token_is_explained(self, clients: Clients, hub: FakeHub):
        hub.answers["/api/v1/search"] = 401

        assert words_of(search(clients, channel="desk"), "h1") == ["Dit kanaal is nog niet aangesloten"]


class TestColleagues:
    @pytest.mark.parametrize(("channel", "token"), [("desk", "d-token"), ("phone", "p-token")])
    def test_a_channel_searches_with_its_own_token(self, clients: Clients, hub: FakeHub, channel: str, token: str):
        search(clients, channel=channel)
        [(asked, headers)] = hub.asked_for("/api/v1/search")

        assert (asked["channel"], headers["authorization"]) == ([channel], f"Bearer {token}")

    @pytest.mark.parametrize("channel", ["desk", "phone"])
    def test_what_comes_from_an_internal_note_says_so(self, clients: Clients, channel: str):
        [note] = words_of(search(clients, "q=leidinggevende", channel), ".snippet.internal")

        assert note.startswith("Alleen voor medewerkers Spoed kost 57,09 euro extra")

    def test_the_desk_tells_every_fact(self, clients: Clients, hub: FakeHub):
        page = search(clients, "q=leidinggevende", "desk")

        assert {key for key, *_ in page.marks()} == set(answer(hub, "desk")["results"][0]["facts"])

    def test_the_phone_says_how_a_fee_is_spoken(self, clients: Clients):
        quotes = words_of(search(clients, "q=leidinggevende", "phone"), ".known q")

        assert "drieëntachtig euro en zevenentachtig cent, 18 jaar en ouder" in quotes

    def test_a_digit_opens_a_result_and_z_goes_to_the_field(self, clients: Clients):
        page = search(clients, "q=leidinggevende", "phone")

        assert page.soup.select_one(".hit h3 a")["accesskey"] == ["1"]
        assert page.soup.select_one("#zoek")["accesskey"] == ["z"]

    def test_a_page_of_results_is_not_asked_again_by_itself(self, clients: Clients):
        """Each time would be a search that is counted."""
        assert "follow.js" not in search(clients, channel="desk").text


class TestSuggestions:
    def test_they_are_titles_with_addresses_of_this_client(self, clients: Clients, hub: FakeHub):
        page = clients.get("/kanalen/desk/suggesties/?q=pas&at=2027-01-01")
        [(asked, headers)] = hub.asked_for("/api/v1/suggestions")

        assert page.headers["Content-Type"] == "application/json; charset=utf-8"
        assert json.loads(page.body) == {
            "results": [
                {
                    "title": "Paspoort",
                    "language": "nl",
                    "name": "",
                    "url": "/kanalen/desk/product/paspoort/?at=2027-01-01",
                }
            ]
        }
        assert (asked["channel"], headers["authorization"]) == (["desk"], "Bearer d-token")

    def test_without_the_hub_there_are_none(self, clients: Clients, hub: FakeHub):
        hub.answers["/api/v1/suggestions"] = 500
        page = clients.get("/kanalen/website/suggesties/?q=pas")

        assert (page.status, json.loads(page.body)) == (503, {"results": []})
