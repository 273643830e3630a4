"""Chat tells the same facts as every channel: an opening, questions with their answers, and who takes over."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils.translation import gettext, override

from releases.channels import CHANNELS, channels_on
from releases.parity.comparison import check_documents, check_rendered
from tests.contract.client_under_test import Clients
from tests.contract.examples import bodies
from tests.contract.fake_hub import FakeHub

PAGE = "/kanalen/chat/product/paspoort/"


def document(channel: str = "chat", locale: str = "nl") -> dict[str, Any]:
    address = (channel, "product", "paspoort", locale)
    told = map(json.loads, bodies())
    return next(each for each in told if tuple(each[name] for name in ("channel", "kind", "key", "locale")) == address)


def answer(question: str) -> dict[str, Any]:
    return next(each for each in document()["questions"] if each["question"] == question)


def test_chat_is_off_until_its_privacy_conditions_are_confirmed():
    assert [each.name for each in CHANNELS["chat"].conditions] == ["dpia", "processing-agreement", "privacy-statement"]
    assert "chat" not in channels_on(())
    assert "chat" in channels_on({"chat"})


def test_each_condition_is_explained_on_the_screens_in_dutch():
    texts = [text for each in CHANNELS["chat"].conditions for text in (each.label, each.explanation)]
    with override("nl"):
        assert [text for text in texts if gettext(text) == text] == []


def test_chat_opens_with_the_short_answer():
    assert document()["opening"]["plain"].startswith("- Een paspoort kost 83,87 euro")


def test_the_costs_are_told_in_full_also_when_the_text_only_tells_what_they_become():
    assert "83,87 euro" in answer("Wat kost het?")["plain"]
    assert "63,42 euro" in answer("Wat kost het?")["plain"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hoe lang duurt het?", "5 werkdagen"),
        ("Wat moet ik meenemen?", "pasfoto"),
        ("Kan ik dit aanvragen?", "altijd zelf aan"),
    ],
)
def test_a_question_has_its_answer(question, said):
    assert said in answer(question)["plain"]


def test_questions_are_asked_in_the_language_of_the_document():
    assert "What does it cost?" in [each["question"] for each in document(locale="en")["questions"]]


def test_people_take_over_by_phone_first():
    kinds = {route["key"]: route["kind"] for route in document()["routes"]}
    assert [kinds[key] for key in document()["handOver"]] == ["phone", "desk"]


def test_chat_and_the_other_channels_do_not_contradict_each_other():
    assert check_documents(document(channel) for channel in CHANNELS) == []


def test_the_page_tells_every_fact_of_its_document(clients: Clients, hub: FakeHub):
    assert check_rendered(clients.get(PAGE).text, hub.documents["chat", "product", "paspoort", "nl"]) == []


def test_the_conversation_works_without_javascript(clients: Clients):
    questions = clients.get(PAGE).soup.select("details.question")

    assert [each.summary.get_text() for each in questions] == [each["question"] for each in document()["questions"]]
    assert all(each.select_one(".said.ours") for each in questions)


def test_a_channel_that_is_off_is_explained(clients: Clients, hub: FakeHub):
    hub.answers["/api/v1/channels/chat/documents/product/paspoort"] = 403
    page = clients.get(PAGE)

    assert (page.status, page.soup.h1.get_text()) == (503, "Dit kanaal is nog niet aangesloten")
    assert "Het kanaal staat nog uit" in page.soup.main.get_text()


def test_the_overview_leaves_out_a_channel_that_is_off(clients: Clients, hub: FakeHub):
    hub.answers["/api/v1/channels/chat/documents/product/paspoort"] = 403
    frames = clients.get("/kanalen/vergelijk/paspoort/").soup.select("iframe")

    assert [frame["title"].partition(":")[0] for frame in frames] == ["Website", "E-mail", "Balie", "Telefoon"]
