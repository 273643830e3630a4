"""Availability switches by date and is told the same in every channel."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Document
from releases.core.periods import starts_of
from releases.parity.comparison import check_documents, check_plain, check_rendered
from releases.snapshot import Availability, Product, ProductText, Snapshot
from tests.unit.snapshots import passport, snapshot, texts

Json = dict[str, Any]
STOP, AGAIN = date(2025, 7, 1), date(2025, 9, 1)
SUMMER = Availability("stopped", texts("Er is te veel werk", "There is too much work"), None, STOP, AGAIN)
ENDED = Availability("ended", texts("De wet is veranderd.", "The law has changed."), "identiteitskaart", STOP)
CARD = Product("identiteitskaart", {"nl": ProductText("Identiteitskaart", ""), "en": ProductText("Identity card", "")})


def of(*rows: Availability, route: tuple[Availability, ...] = (), **known: Product) -> Snapshot:
    product = passport()
    product = replace(product, availability=rows, routes=(replace(product.routes[0], availability=route),))
    return snapshot(products={"paspoort": product, **known}, subjects=(("product", "paspoort"),))


def documents(content: Snapshot, day: date, channel: str = "", locale: str = "nl") -> list[Json]:
    compiled = compile_snapshot(content)
    assert compiled.problems == ()
    chosen = [each for each in compiled.documents if each.kind == "product" and each.locale == locale]
    return [at(each, day) for each in chosen if channel in ("", each.channel)]


def at(document: Document, day: date) -> Json:
    bodies = [each.body for each in document.periods if each.starts is None or each.starts <= starts_of(day)]
    return json.loads(bodies[-1])


def told(content: Snapshot, day: date, channel: str = "website", locale: str = "nl") -> Json:
    return documents(content, day, channel, locale)[0]


def test_without_rows_everything_is_open():
    found = told(of(), STOP)
    nothing = {"status": "open", "text": "", "spoken": "", "successor": None, "validFrom": None, "validUntil": None}

    assert (found["availability"], found["routes"][0]["availability"]) == (nothing, nothing)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_stop_begins_and_ends_at_midnight_in_every_channel(channel: str):
    documents = compile_snapshot(of(SUMMER)).documents
    made = next(each for each in documents if (each.channel, each.kind, each.locale) == (channel, "product", "nl"))
    statuses = {each.starts: json.loads(each.body)["availability"]["status"] for each in made.periods}

    assert statuses[datetime(2025, 6, 30, 22, tzinfo=UTC)] == "stopped"
    assert statuses[datetime(2025, 8, 31, 22, tzinfo=UTC)] == "open"


def test_a_stop_says_when_it_is_possible_again_and_why():
    found = told(of(SUMMER), STOP)["availability"]

    assert found["text"] == (
        "U kunt dit tijdelijk niet aanvragen. Vanaf 1 september 2025 kan het weer. Er is te veel werk."
    )
    assert (found["validFrom"], found["validUntil"]) == ("2025-07-01", "2025-09-01")


def test_a_stop_that_becomes_an_end_promises_nothing():
    after = Availability("ended", valid_from=AGAIN)

    assert "kan het weer" not in told(of(SUMMER, after), STOP)["availability"]["text"]


def test_it_is_told_in_the_language_of_the_text():
    assert told(of(SUMMER), STOP, locale="en")["availability"]["text"].startswith("You cannot apply for this")


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_ended_product_names_its_successor_in_every_channel(channel: str):
    found = told(of(ENDED, identiteitskaart=CARD), STOP, channel)["availability"]

    successor = {"key": "identiteitskaart", "title": "Identiteitskaart", "contentLocale": "nl"}
    assert (found["status"], found["successor"]) == ("ended", successor)
    assert found["text"] == "U kunt dit niet meer aanvragen. De wet is veranderd."
    assert found["spoken"].endswith("In plaats daarvan: Identiteitskaart.")


def test_a_successor_that_is_not_published_stops_the_publish():
    [problem] = {(each.code, each.params["product"]) for each in compile_snapshot(of(ENDED)).problems}

    assert problem == ("unknownSuccessor", "identiteitskaart")


def test_a_product_depends_on_its_successor():
    compiled = compile_snapshot(of(ENDED, identiteitskaart=CARD))

    assert "product:identiteitskaart" in compiled.dependencies["product", "paspoort"]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_route_can_be_stopped_by_itself(channel: str):
    found = told(of(route=(SUMMER,)), STOP, channel)

    assert found["availability"]["status"] == "open"
    assert found["routes"][0]["availability"]["status"] == "stopped"
    assert found["routes"][0]["availability"]["text"].startswith("Op deze manier kan het tijdelijk niet.")


def test_search_engines_are_not_sent_to_a_route_that_is_stopped():
    online = replace(passport().routes[0], kind="online", url=texts("https://gemeente.example/"))
    open_, stopped = (replace(passport(), routes=(replace(online, availability=rows),)) for rows in ((), (SUMMER,)))
    shown = [
        told(snapshot(products={"paspoort": each}, subjects=(("product", "paspoort"),)), STOP)
        for each in (open_, stopped)
    ]

    assert [len(each["jsonLd"]["availableChannel"]) for each in shown] == [1, 0]


def test_every_form_of_what_an_email_tells_of_the_product_begins_with_it():
    found = told(of(ENDED, route=(SUMMER,), identiteitskaart=CARD), STOP, "email")

    assert found["html"].startswith('<p data-availability="ended"><strong>Paspoort</strong><br>U kunt dit niet meer')
    assert '<a href="product:identiteitskaart" data-product="identiteitskaart">Identiteitskaart</a>' in found["html"]
    assert found["text"].startswith(
        "Paspoort\nU kunt dit niet meer aanvragen. De wet is veranderd.\nIn plaats daarvan: Identi"
    )
    assert "In plaats daarvan: " in found["letter"]
    assert [*check_rendered(found["html"], found), *check_rendered(found["letter"], found)] == []
    assert check_plain(found["text"], found) == []


def test_a_message_about_the_product_ends_with_it():
    compiled = compile_snapshot(of(ENDED, identiteitskaart=CARD))
    moment = next(each for each in compiled.documents if (each.kind, each.locale) == ("contactMoment", "nl"))

    assert at(moment, STOP)["text"].endswith(
        "\n\nPaspoort\nU kunt dit niet meer aanvragen. De wet is veranderd.\nIn plaats daarvan: Identiteitskaart."
    )


def test_channels_that_tell_another_availability_are_caught():
    found = documents(of(SUMMER), STOP)
    found[1]["availability"]["status"] = "open"

    assert [(each.what, each.key) for each in check_documents(found)] == [("availability", "paspoort")]


def test_channels_that_tell_another_availability_of_a_route_are_caught():
    found = documents(of(route=(SUMMER,)), STOP)
    found[2]["routes"][0]["availability"]["text"] = ""

    assert [(each.what, each.key) for each in check_documents(found)] == [("availability", "paspoort.balie")]


def test_a_page_that_does_not_show_it_is_caught():
    found = told(of(SUMMER), STOP, "email")
    page = found["html"].replace("data-availability", "data-other")

    assert [(each.what, each.key) for each in check_rendered(page, found)] == [("availability", "paspoort")]


def test_a_page_that_stops_what_is_open_is_caught():
    found = told(of(), STOP, "email")
    page = f'{found["html"]}<b data-route="balie" data-availability="stopped">Dicht</b>'

    assert [(each.what, each.key) for each in check_rendered(page, found)] == [("availability", "paspoort.balie")]
