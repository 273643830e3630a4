"""Texts by case: what a message tells in some cases only, for the mail engine to choose from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from releases.compiling.compiler import compile_snapshot
from releases.core.contact_moments import CaseCondition, ContactMoment, MergeField
from releases.core.problems import Problem
from releases.snapshot import ContactMomentText, Passage, Snapshot
from tests.unit.snapshots import FEE, fact_mark, passport, snapshot, texts

GRANTED = CaseCondition("besluit", "is", "Deels goedgekeurd")
DATED = CaseCondition("datum", "filled")
FIELDS = (
    MergeField("naam", "text", texts("Naam")),
    MergeField("besluit", "choice", texts("Besluit"), choices=("Deels goedgekeurd", "afgewezen")),
    MergeField("datum", "date", texts("Datum"), required=False),
)


def writing(*passages: Passage) -> Snapshot:
    message = ContactMomentText("klaar", "Besluit", "", passages)
    text = replace(passport().texts["nl"], contact_moments=(message,))
    moments = {"klaar": ContactMoment("klaar", texts("Klaar"), FIELDS)}
    products = {"paspoort": replace(passport(), texts={"nl": text})}
    return snapshot(subjects=(("product", "paspoort"),), products=products, contact_moments=moments)


def document(*passages: Passage) -> dict[str, Any]:
    documents = compile_snapshot(writing(*passages)).documents
    found = next(each for each in documents if each.kind == "contactMoment")
    return json.loads(found.periods[-1].body)


def problems(*passages: Passage) -> list[Problem]:
    return list(compile_snapshot(writing(*passages)).problems)


def of_message(*passages: Passage) -> list[tuple[str, str, str]]:
    return [(each.code, each.params["field"], each.params["meant"]) for each in problems(*passages)]


def test_a_text_by_case_stands_between_the_marks_of_its_condition():
    told = document(Passage("<p>Dag</p>"), Passage("<p>Ja</p>", case=GRANTED), Passage("<p>Tot ziens</p>"))
    start, end = "{{#besluit_is_deels_goedgekeurd}}", "{{/besluit_is_deels_goedgekeurd}}"

    assert told["html"] == f"<p>Dag</p>{start}<p>Ja</p>{end}<p>Tot ziens</p>"
    assert told["text"] == f"Dag{start}\n\nJa{end}\n\nTot ziens"
    assert told["letter"] == f"<h1>Besluit</h1>{told['html']}"


def test_a_text_by_case_at_the_beginning_takes_its_blank_line_along():
    told = document(Passage("<p>Ja</p>", case=GRANTED), Passage("<p>Dag</p>"))
    assert told["text"] == "{{#besluit_is_deels_goedgekeurd}}Ja\n\n{{/besluit_is_deels_goedgekeurd}}Dag"


def test_each_condition_is_told_once():
    told = document(*(Passage("<p>Dag</p>", case=case) for case in (GRANTED, DATED, GRANTED)))
    assert told["conditions"] == [
        {"name": "besluit_is_deels_goedgekeurd", "field": "besluit", "operator": "is", "value": "Deels goedgekeurd"},
        {"name": "datum_filled", "field": "datum", "operator": "filled", "value": ""},
    ]


def test_a_message_without_texts_by_case_has_no_conditions():
    assert document(Passage("<p>Dag</p>"))["conditions"] == []


def test_a_fact_in_a_text_by_case_is_a_fact_of_the_message():
    assert FEE in document(Passage(f"<p>{fact_mark(FEE)}</p>", case=GRANTED))["facts"]


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (CaseCondition("geslacht", "filled"), ("unknownCaseField", "geslacht", "")),
        (CaseCondition("besluiten", "filled"), ("nearCaseField", "besluiten", "besluit")),
        (CaseCondition("besluit", "is", "goedgekeurd"), ("unknownCaseValue", "besluit", "goedgekeurd")),
        (CaseCondition("naam", "isNot", "Jan"), ("unknownCaseValue", "naam", "Jan")),
    ],
)
def test_a_condition_on_what_is_not_there_is_a_problem(case: CaseCondition, problem: tuple[str, str, str]):
    assert of_message(Passage("<p>Dag</p>", case=case)) == [problem]


def test_the_problem_names_the_sentence_and_the_contact_moment():
    [found] = problems(Passage("<p>U krijgt hem. Dag.</p>", case=CaseCondition("geslacht", "empty")))
    assert (found.excerpt, "contactMoment:klaar" in found.sources) == ("U krijgt hem.", True)


def test_marks_that_an_editor_types_are_unknown_fields():
    found = of_message(Passage("<p>{{#if besluit}}Ja{{/if}}</p>"))
    assert {field for _, field, _ in found} == {"#if besluit", "/if"}


@pytest.mark.parametrize("typed", ["Geheim{{/datum_filled}} lek", "{{#datum_filled}}Open", "{{<b>/datum_filled</b>}}"])
def test_a_mark_of_a_condition_that_an_editor_types_ends_no_passage(typed: str):
    found = of_message(Passage(f"<p>{typed}</p>", case=DATED))
    assert {field for _, field, _ in found} & {"#datum_filled", "/datum_filled"}


def test_plain_text_and_letter_have_the_key_of_a_product_beside_its_words():
    told = document(Passage('<p>Lees <a linktype="product" key="paspoort">verder</a>.</p>', case=DATED))
    link = '<a href="product:paspoort" data-product="paspoort">verder</a>'

    assert told["html"] == f"{{{{#datum_filled}}}}<p>Lees {link}.</p>{{{{/datum_filled}}}}"
    assert "Lees verder (product:paspoort)." in told["text"]
    assert "Lees verder (product:paspoort)." in told["letter"]
