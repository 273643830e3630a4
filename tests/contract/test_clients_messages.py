"""Messages as they leave: they stand on no site, in programs that drop much of the web."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.client_under_test import Clients, Page
from tests.contract.fake_hub import FakeHub
from tests.contract.mail_rules import broken_rules


def messages(hub: FakeHub) -> list[dict[str, Any]]:
    return [each for each in hub.documents.values() if (each["channel"], each["kind"]) == ("email", "contactMoment")]


def message(clients: Clients, document: dict[str, Any], form: str = "bericht") -> Page:
    return clients.get(f"/kanalen/email/moment/{document['key']}/{form}?locale={document['locale']}")


def test_every_message_keeps_the_rules_of_mail_programs(clients: Clients, hub: FakeHub) -> None:
    broken = {(each["key"], rule) for each in messages(hub) for rule in broken_rules(message(clients, each).text)}

    assert broken == set()


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<a href='/kanalen/'>x</a>", "relative /kanalen/"),
        ("<a href='product:vog'>x</a>", "relative product:vog"),
        ("<p>Beste {{ naam }}</p>", "unfilled {{"),
        ("<data class='fact' data-fact='leges'>87</data>", "number without unit leges"),
        ("<img src='https://x.example/a.png' width='3'>", "image without alt"),
        ("<p style='display: flex'>x</p>", r"style display\s*:\s*(inline-)?(flex|grid)"),
        ("<form></form>", "element form"),
    ],
)
def test_a_broken_rule_is_named(html: str, rule: str) -> None:
    assert rule in list(broken_rules(f"<html><body>{html}</body></html>"))


def test_a_link_to_a_product_leads_to_its_whole_address(clients: Clients, hub: FakeHub) -> None:
    document = messages(hub)[0]
    document["html"] += '<p><a href="product:vog" data-product="vog">VOG</a></p>'

    link = message(clients, document).soup.select_one("a[data-product]")
    assert link["href"].startswith("http://localhost/kanalen/website/product/vog/")


def test_a_letter_writes_out_where_a_product_is(clients: Clients, hub: FakeHub) -> None:
    document = messages(hub)[0]
    document["letter"] += "<p>Lees over de VOG (product:vog).</p>"

    page = message(clients, document, "brief")
    assert "Lees over de VOG (http://localhost/kanalen/website/product/vog/)." in page.soup.get_text()


def test_plain_text_has_the_address_of_a_product(clients: Clients, hub: FakeHub) -> None:
    document = messages(hub)[0]
    document["text"] += "\n\nLees over de VOG (product:vog)."

    text = message(clients, document, "tekst").text
    assert "Lees over de VOG (http://localhost/kanalen/website/product/vog/)." in text


def test_the_logo_has_its_whole_address(clients: Clients, hub: FakeHub) -> None:
    document = messages(hub)[0]
    hub.documents["email", "branding", "branding", document["locale"]]["logos"][0]["mediaType"] = "image/png"

    image = message(clients, document).soup.select_one("img")
    assert image["src"].startswith("http://localhost/kanalen/email/logo/primary")


def test_a_mail_has_the_logo_for_e_mail_beside_a_drawing(clients: Clients, hub: FakeHub) -> None:
    document = messages(hub)[0]
    logos = hub.documents["email", "branding", "branding", document["locale"]]["logos"]
    logos.append(logos[0] | {"name": "email", "mediaType": "image/png", "alt": "Gemeente"})

    image = message(clients, document).soup.select_one("img")
    assert image["src"].startswith("http://localhost/kanalen/email/logo/email")
    assert image["alt"] == "Gemeente"


def test_a_mail_is_dark_where_its_reader_is(clients: Clients, hub: FakeHub) -> None:
    page = message(clients, messages(hub)[0])

    assert page.soup.select_one("meta[name=color-scheme]")["content"] == "light dark"
    assert "@media (prefers-color-scheme: dark)" in page.text


@pytest.mark.parametrize("form", ["bericht", "tekst", "brief"])
def test_a_message_ends_with_its_sender_and_the_hours_of_that_day(clients: Clients, hub: FakeHub, form: str) -> None:
    document = next(each for each in messages(hub) if each["locale"] == "nl")
    end = message(clients, document, form).soup.get_text("\n").split("Met vriendelijke groet,")[1]

    told = [line for line in end.split("\n") if line.strip()]
    assert told[0].strip() == "Gemeente Voorbeeld"
    assert "14 0000" in end
    assert "van 8.30 tot 17.00 uur" in end
    assert "Voorbeeldplein 1" in end


def test_without_site_information_a_message_ends_with_the_name(clients: Clients, hub: FakeHub) -> None:
    del hub.documents["email", "site", "site", "nl"]
    document = next(each for each in messages(hub) if each["locale"] == "nl")

    assert message(clients, document, "tekst").text.endswith("Met vriendelijke groet,\nGemeente Voorbeeld")


def by_case(hub: FakeHub) -> dict[str, Any]:
    """The message whose last sentence is for who asked for urgency."""
    return next(each for each in messages(hub) if each["conditions"])


URGENT = "u bent direct aan de beurt"


@pytest.mark.parametrize("form", ["bericht", "tekst", "brief"])
def test_a_message_tells_the_texts_of_its_case_alone(clients: Clients, hub: FakeHub, form: str) -> None:
    key = by_case(hub)["key"]
    told = [clients.get(f"/kanalen/email/moment/{key}/{form}?case.spoed={word}").text for word in ("yes", "no")]

    assert [(URGENT in each, "{{" in each) for each in told] == [(True, False), (False, False)]


def test_an_editor_chooses_the_case_that_the_preview_shows(clients: Clients, hub: FakeHub) -> None:
    page = clients.get(f"/kanalen/email/moment/{by_case(hub)['key']}/?case.spoed=no")

    chosen = page.soup.select_one("form.cases select[name='case.spoed'] option[selected]")
    assert chosen.get_text() == "nee"
    assert all("case.spoed=no" in frame["src"] for frame in page.soup.select("iframe"))


def test_without_a_choice_the_examples_decide(clients: Clients, hub: FakeHub) -> None:
    assert URGENT in message(clients, by_case(hub)).text
    assert URGENT in clients.get(f"/kanalen/email/moment/{by_case(hub)['key']}/bericht?case.spoed=onzin").text


def test_a_message_without_texts_by_case_offers_no_choice(clients: Clients, hub: FakeHub) -> None:
    plain = next(each for each in messages(hub) if not each["conditions"] and each["locale"] == "nl")

    assert clients.get(f"/kanalen/email/moment/{plain['key']}/").soup.select("form.cases") == []


@pytest.mark.parametrize("form", ["", "bericht", "tekst", "brief"])
def test_a_message_of_a_release_without_examples_is_shown_with_its_labels(
    clients: Clients, hub: FakeHub, form: str
) -> None:
    document = by_case(hub)
    del document["conditions"]
    document["html"] = document["text"] = document["letter"] = "<p>{{ datum }}</p>"
    document["mergeFields"] = [{"name": "datum", "kind": "date", "label": "Dag van ophalen"}]

    assert "Dag van ophalen" in message(clients, document, form).text


def test_a_date_is_chosen_in_words_or_left_out(clients: Clients, hub: FakeHub) -> None:
    document = by_case(hub)
    date = {"name": "dag", "kind": "date", "label": "Dag", "required": False, "choices": [], "example": "2026-12-01"}
    document["mergeFields"].append(date)
    document["conditions"].append({"name": "dag_filled", "field": "dag", "operator": "filled", "value": ""})

    page = clients.get(f"/kanalen/email/moment/{document['key']}/?case.dag=")
    options = page.soup.select("select[name='case.dag'] option")
    assert [each.get_text() for each in options] == ["1 december 2026", "zonder"]
    assert [each.has_attr("selected") for each in options] == [False, True]
