"""A direct answer: all facts that were asked for, of the product that was asked about, or none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from languages.nl.analysis import ANALYSIS as DUTCH
from languages.registry import questions_of
from releases.compiling.compiler import compile_snapshot
from search.answers.asked import asked_of
from search.answers.days import days_in, told_on
from search.answers.direct import Answerable, direct_answer
from search.answers.opening import opening_at
from search.language.lexicon import lexicon_of
from search.language.normalisation import words
from search.query.rules import DEFAULT
from tests.contract.example_municipality import ADULT, CHILD, OLD, PHOTO, READY, URGENT, VALID, municipality
from tests.unit.hours_vectors import VECTORS

LEXICON = lexicon_of(["nl"], {}, frozenset({"spoed", "toeslag"}))
AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
STOPPED = datetime(2026, 12, 18, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def passport() -> dict[str, Any]:
    documents = compile_snapshot(municipality()).documents
    found = next(each for each in documents if (each.channel, each.key, each.locale) == ("website", "paspoort", "nl"))
    return orjson.loads(found.periods[0].body)


def told(document: dict[str, Any], question: str) -> dict[str, Any] | None:
    said = words(question)
    ask = DUTCH.question([word.whole for word in said])
    asked = asked_of(ask.kind if ask else None, said, LEXICON, DEFAULT, DUTCH, ["Gemeente Voorbeeld"])
    return direct_answer(asked, Answerable([document], None, lambda address: None), AT)


def answer(document: dict[str, Any], question: str) -> list[str]:
    """The keys of the facts that answer."""
    found = told(document, question)
    return found["order"] if found else []


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("wat kost een paspoort voor een kind", [CHILD, URGENT]),
        ("wat kost een paspoort voor iemand van 40 jaar", [ADULT, URGENT]),
        ("wat kost een paspoort met spoed", [ADULT, CHILD, URGENT]),
        ("wat kost een paspoort", [ADULT, CHILD, URGENT]),
        ("wat kost een paspoort in gemeente Voorbeeld", [ADULT, CHILD, URGENT]),
        ("hoe lang duurt een paspoort", [READY]),
        ("hoe lang is een paspoort geldig", [VALID]),
        ("wat moet ik meenemen voor een paspoort", [OLD, PHOTO]),
    ],
)
def test_all_facts_are_told_that_a_complete_answer_holds(passport, question, keys):
    assert answer(passport, question) == keys


@pytest.mark.parametrize(
    "question",
    [
        "wat kost een rijbewijs",
        "wat kost een paspoort in amsterdam",
        "wat kost een pasfoto voor een paspoort",
        "hoe lang duurt een reis met een paspoort",
        "wat kost het",
        "paspoort",
    ],
)
def test_a_word_that_nothing_explains_means_silence(passport, question):
    assert answer(passport, question) == []


def test_the_conditions_are_told_with_the_fee(passport):
    lines = told(passport, "wat kost een paspoort")["text"].splitlines()
    assert lines[:2] == ["Paspoort: € 83,87 (18 jaar en ouder)", "Paspoort: € 63,42 (jonger dan 18 jaar)"]


def test_a_fact_is_told_as_the_document_tells_it(passport):
    found = told(passport, "hoe lang duurt een paspoort")
    assert found["facts"] == {READY: passport["facts"][READY]}


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("open met koningsdag", ["2027-04-27"]),
        ("open goede vrijdag", ["2027-03-26"]),
        ("open zaterdag", ["2026-12-05"]),
        ("vanavond open", ["2026-12-01"]),
        ("open op vrijdag 1 januari", ["2027-01-01"]),
        ("open met kerst", ["2026-12-25", "2026-12-26"]),
        ("open in het weekend", ["2026-12-05", "2026-12-06"]),
        ("morgenochtend open", ["2026-12-02"]),
    ],
)
def test_a_day_is_the_first_that_is_called_so(question, days):
    found = days_in(question, questions_of("nl").days, AT)
    assert [day.isoformat() for day in found.days] == days


@pytest.mark.parametrize("question", ["wanneer open", "open tussen kerst en nieuwjaar"])
def test_no_day_is_taken_from_a_question_that_names_none(question):
    assert days_in(question, questions_of("nl").days, AT) is None


@pytest.fixture
def without_power() -> dict[str, Any]:
    balie = {"label": "Balie", "text": "…", "value": VECTORS["hours"]["townHall"]}
    return {"contentLocale": "nl", "facts": {"balie": balie}, "stops": {"balie": VECTORS["stops"]["outage"]}}


@pytest.mark.parametrize("question", ["nu open", "vandaag open", "morgen open", "open zaterdag", "open met kerst"])
def test_a_day_in_a_stop_is_closed_for_its_reason(without_power, question):
    asked = days_in(question, questions_of("nl").days, STOPPED)
    found = [told_on(day, "balie", without_power, asked, STOPPED) for day in asked.days]
    assert {(each["open"], each["reason"]) for each in found} == {(False, "Geen stroom")}


def test_the_first_day_after_a_stop_is_open(without_power):
    asked = days_in("open op 11 januari", questions_of("nl").days, STOPPED)
    assert told_on(asked.days[0], "balie", without_power, asked, STOPPED)["open"]


@pytest.mark.parametrize("hour", [7, 9, 16])
def test_now_is_open_in_an_answer_just_when_the_result_says_so(without_power, hour):
    at = datetime(2026, 12, 17, hour, tzinfo=UTC)
    asked = days_in("nu open", questions_of("nl").days, at)
    answered = told_on(asked.days[0], "balie", without_power, asked, at)
    assert answered["open"] is opening_at("balie", without_power, at)["open"]
