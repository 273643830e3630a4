"""The telephone's client: a call along a script, step by step, without JavaScript."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from clients.phone.call import END, call_of, steps_with
from clients.phone.fact_panel import ordered_facts
from tests.contract.client_under_test import Clients
from tests.contract.fake_hub import FakeHub

PRODUCT = "/kanalen/phone/product/paspoort/"


def step(name: str, *choices: tuple[str, str], plain: str = "", kind: str = "say") -> dict[str, Any]:
    told = {"plain": plain or name, "html": f"<p>{plain or name}</p>", "spoken": plain or name, "facts": []}
    return {"id": name, "kind": kind, "choices": [{"label": label, "goto": goto} for label, goto in choices], **told}


SCRIPT = [
    step("wie", ("Volwassene", "volwassene"), ("Kind", "kind"), plain="Voor wie is het?", kind="ask"),
    step("volwassene", ("Haast", "haast"), ("Geen haast", "")),
    step("kind", ("Verder", "volwassene")),
    step("haast"),
    step("los"),
]


def open_page(clients: Clients, query: str = "") -> BeautifulSoup:
    page = clients.get(f"{PRODUCT}{query}")
    assert page.status == 200
    return page.soup


def link(soup: BeautifulSoup, key: str) -> str:
    """The address of the action with this key."""
    return str(soup.select_one(f"main [data-key='{key}']")["href"])


@pytest.fixture
def scripted(hub: FakeHub) -> FakeHub:
    hub.documents["phone", "product", "paspoort", "nl"]["script"] = SCRIPT
    return hub


def follow(clients: Clients, *keys: str) -> BeautifulSoup:
    soup = open_page(clients)
    for key in keys:
        soup = clients.get(link(soup, key)).soup
    return soup


def said(soup: BeautifulSoup) -> str:
    return str(soup.select_one(".say").get_text(strip=True))


@pytest.mark.usefixtures("scripted")
class TestCall:
    def test_it_begins_at_the_first_step(self, clients: Clients) -> None:
        assert said(open_page(clients)) == "Voor wie is het?"

    def test_an_answer_leads_to_its_step(self, clients: Clients) -> None:
        assert said(follow(clients, "2")) == "kind"

    def test_back_goes_along_the_call_and_not_along_the_list(self, clients: Clients) -> None:
        assert said(follow(clients, "1", "v")) == "Voor wie is het?"
        assert said(follow(clients, "2", "1", "v")) == "kind"

    def test_a_step_without_answers_ends_the_call(self, clients: Clients) -> None:
        last = follow(clients, "1", "1")

        assert [said(last), last.select_one(".choices").get_text(strip=True)] == ["haast", "1Einde van het gesprek"]
        assert parse_qs(urlsplit(link(last, "1")).query)["stap"] == [END]

    def test_the_end_can_be_taken_back(self, clients: Clients) -> None:
        end = follow(clients, "1", "2")

        assert end.select_one("#stap").get_text() == "Einde van het gesprek"
        assert said(clients.get(link(end, "v")).soup) == "volwassene"

    def test_its_trail_has_the_answers_and_leads_back_along_it(self, clients: Clients) -> None:
        soup = follow(clients, "2", "1", "1")

        assert [line.get_text() for line in soup.select(".trail .answered")] == ["Kind", "Verder", "Haast"]
        assert said(clients.get(link(soup, "Shift+2")).soup) == "kind"

    def test_its_title_and_first_focus_are_those_of_the_step(self, clients: Clients) -> None:
        soup = follow(clients, "2")

        assert soup.title.get_text().startswith("kind – ")
        assert [each.name for each in soup.select("[autofocus]")] == ["h2"]

    def test_another_language_keeps_the_step_and_the_trail(self, clients: Clients) -> None:
        links = follow(clients, "2", "1").select(".languages a[lang=en], [data-key=t]")

        assert {(*parse_qs(urlsplit(each["href"]).query)["stap"],) for each in links} == {("volwassene",)}
        assert {(*parse_qs(urlsplit(each["href"]).query)["pad"],) for each in links} == {("wie~2~kind~1",)}

    def test_the_whole_script_can_be_searched(self, clients: Clients) -> None:
        found = open_page(clients, "?vind=haast").select(".all-steps > li")

        assert [each["id"] for each in found] == ["stap.volwassene", "stap.haast"]

    def test_its_summary_has_what_was_said_and_answered_and_where_that_stands(self, clients: Clients) -> None:
        summary = follow(clients, "2").select_one("#samenvatting").get_text()

        assert "- Voor wie is het? → Kind\n- kind\n" in summary
        assert "/api/v1/channels/phone/documents/product/paspoort?at=2026-11-24&locale=nl&release=12" in summary

    def test_a_notice_is_told_in_full_at_the_first_step_and_as_a_line_after_it(self, clients: Clients) -> None:
        folds = [soup.select_one(".first details") for soup in (open_page(clients), follow(clients, "1"))]

        assert [fold.has_attr("open") for fold in folds] == [True, False]

    def test_the_greeting_is_said_once(self, clients: Clients) -> None:
        assert open_page(clients).select_one(".greeting")
        assert not follow(clients, "1").select_one(".greeting")


def test_a_step_that_went_during_the_call_gives_the_last_that_is_still_there() -> None:
    call = call_of(SCRIPT, {"stap": "weg", "pad": "wie~1~ook-weg~1"})

    assert (call.step, call.trail) == (SCRIPT[0], ())


@pytest.mark.parametrize("trail", ["wie", "wie~x", "wie~-1", "~~~", "wie~999", "wie~1~" * 500])
def test_a_trail_that_nobody_wrote_breaks_nothing(trail: str) -> None:
    call = call_of(SCRIPT, {"stap": "kind", "pad": trail})

    assert call.step == SCRIPT[2]
    assert len(call.trail) <= 60


def test_steps_are_found_by_their_answers() -> None:
    assert [each["id"] for each in steps_with(SCRIPT, "geen HAAST")] == ["volwassene"]


def test_facts_stand_as_in_the_tariff_and_then_as_in_the_script_each_once() -> None:
    kinds = {"b-rij": "amount", "a-rij": "amount", "script": "statement", "los-bedrag": "amount"}
    document = {
        "facts": {key: {"kind": kinds[key]} for key in sorted(kinds)},
        "tariffs": [{"rows": [{"fact": "b-rij"}, {"fact": "a-rij"}]}],
        "script": [{"facts": ["script", "b-rij"]}],
    }

    assert [key for key, _ in ordered_facts(document)] == ["b-rij", "a-rij", "script", "los-bedrag"]


def test_a_referral_has_its_number(clients: Clients, hub: FakeHub) -> None:
    hub.documents["phone", "product", "paspoort", "nl"]["referrals"][0]["organisation"] = "gemeente"
    organisation = hub.documents["phone", "organisation", "gemeente", "nl"]
    number = organisation["facts"][organisation["contact"]]["value"]["telephone"]
    found = open_page(clients).select_one("[data-document^='organisation/'] a[href^='tel:']")

    assert found["href"] == f"tel:{number.replace(' ', '').replace('-', '')}"


@pytest.mark.parametrize(("kind", "numbers"), [("do", ["tel:140000"]), ("say", [])])
def test_a_step_for_the_agent_calls_the_colleague_that_it_names(
    clients: Clients, hub: FakeHub, kind: str, numbers: list[str]
) -> None:
    script = [step("verbind", plain="Verbind door", kind=kind) | {"facts": ["kcc.contact"]}]
    hub.documents["phone", "product", "paspoort", "nl"]["script"] = script
    found = open_page(clients).select(".script a[data-key=b]")

    assert [each["href"] for each in found] == numbers


def test_an_appointment_has_its_link(clients: Clients, hub: FakeHub) -> None:
    document = hub.documents["phone", "product", "paspoort", "nl"]
    route = next(route for route in document["routes"] if route["kind"] == "desk")
    route["appointmentHref"] = "https://afspraken.example/"

    assert link(open_page(clients), "p") == "https://afspraken.example/"


def test_every_action_of_a_step_shows_its_key(clients: Clients) -> None:
    soup = open_page(clients)
    shown = {each.get_text(strip=True).lower().replace("⇧", "shift+") for each in soup.select("main kbd")}

    assert {each["data-key"].lower() for each in soup.select("main [data-key]")} == shown


def test_every_button_and_link_has_words_beside_its_key(clients: Clients) -> None:
    actions = open_page(clients).select("main [data-key]:not(input)")
    silent = [
        each for each in actions if not "".join(each.find_all(string=lambda text: text.parent.name != "kbd")).strip()
    ]

    assert silent == []


def test_the_list_of_keys_can_be_put_away_by_its_name(clients: Clients) -> None:
    button = open_page(clients).select_one("button[data-keys]")
    assert button is not None
    assert button.get_text(" ", strip=True) == "? Sneltoetsen"


def test_a_fold_that_is_called_after_its_hours_says_the_word_once(clients: Clients) -> None:
    folds = [fold.get_text(strip=True).lower() for fold in open_page(clients).select("details > summary")]
    assert [fold for fold in folds if fold.count("openingstijden") > 1] == []


def test_a_product_in_the_language_of_the_list_names_no_language(clients: Clients) -> None:
    assert clients.get("/kanalen/phone/").soup.select(".groups [lang]") == []
