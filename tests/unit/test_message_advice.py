"""Advice on messages: where a sentence may lack its value, and for which word nothing is told."""

from __future__ import annotations

import pytest

from products.publishing.message_advice import gaps, words_without_text
from releases.core.contact_moments import CaseCondition, ContactMoment, MergeField
from releases.snapshot import ContactMomentText, Passage
from tests.unit.snapshots import texts

MOMENT = ContactMoment(
    "besluit",
    texts("Besluit"),
    (
        MergeField("naam", "text", texts("Naam")),
        MergeField("datum", "date", texts("Datum"), required=False),
        MergeField("besluit", "choice", texts("Besluit"), choices=("toegekend", "afgewezen", "ingetrokken")),
    ),
)
DAY = "<p>Kom op {{ datum }}.</p>"


def message(*body: Passage, subject: str = "Besluit") -> ContactMomentText:
    return ContactMomentText("besluit", subject, "", body)


def case(operator: str, value: str = "", field: str = "besluit") -> Passage:
    return Passage("<p>Dag</p>", case=CaseCondition(field, operator, value))  # type: ignore[arg-type]


@pytest.mark.parametrize("condition", [None, CaseCondition("datum", "empty")])
def test_a_text_that_may_lack_its_value_is_named(condition: CaseCondition | None):
    assert list(gaps(message(Passage(DAY, case=condition)), MOMENT)) == [("datum", DAY)]


def test_a_subject_may_lack_its_value_too():
    assert list(gaps(message(subject="Op {{ datum }}"), MOMENT)) == [("datum", "Op {{ datum }}")]


@pytest.mark.parametrize("condition", [CaseCondition("datum", "filled"), CaseCondition("besluit", "is", "toegekend")])
def test_a_text_of_some_cases_lacks_nothing(condition: CaseCondition):
    assert list(gaps(message(Passage(DAY, case=condition)), MOMENT)) == []


def test_a_required_field_lacks_nothing():
    assert list(gaps(message(Passage("<p>Dag {{ naam }}</p>")), MOMENT)) == []


def test_a_word_is_named_when_others_have_a_text_and_it_has_none():
    found = words_without_text(message(case("is", "toegekend"), case("is", "afgewezen")), MOMENT)
    assert list(found) == [("besluit", "ingetrokken")]


@pytest.mark.parametrize(
    "body",
    [
        (),
        (case("filled"),),
        (case("is", "toegekend"), case("isNot", "toegekend")),
        tuple(case("is", word) for word in MOMENT.merge_fields[2].choices),
    ],
)
def test_no_word_is_named_when_each_has_a_text_or_none_does(body: tuple[Passage, ...]):
    assert list(words_without_text(message(*body), MOMENT)) == []
