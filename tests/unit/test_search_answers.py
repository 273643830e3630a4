"""A direct answer: the facts that were asked for, of the product that was asked about, or none."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from languages.nl.analysis import ANALYSIS as DUTCH
from releases.compiling.compiler import compile_snapshot
from search.answers.direct import direct_answer
from search.language.lexicon import lexicon_of
from tests.contract.example_municipality import ADULT, CHILD, DESK, LINE, OLD, PHOTO, READY, URGENT, VALID, municipality

LEXICON = lexicon_of(["nl"], {}, frozenset({"spoed", "toeslag"}))


@pytest.fixture(scope="module")
def passport() -> dict[str, Any]:
    documents = compile_snapshot(municipality()).documents
    found = next(each for each in documents if (each.channel, each.key, each.locale) == ("website", "paspoort", "nl"))
    return orjson.loads(found.periods[0].body)


def answer(document: dict[str, Any], asks: str, *subject: str) -> list[str]:
    """The keys of the facts that answer."""
    wanted = [frozenset({DUTCH.stem(word)}) for word in subject]
    found = direct_answer(document, asks, wanted, LEXICON, DUTCH)
    return found["order"] if found else []


@pytest.mark.parametrize(
    ("asks", "subject", "keys"),
    [
        ("costs", ["paspoort"], [ADULT, CHILD]),
        ("costs", ["paspoort", "spoed"], [ADULT, CHILD, URGENT]),
        ("costs", ["pas"], [ADULT, CHILD, URGENT]),
        ("duration", ["paspoort"], [READY]),
        ("validity", ["paspoort"], [VALID]),
        ("opening", ["paspoort"], [DESK, LINE]),
        ("bring", ["paspoort"], [OLD, PHOTO]),
    ],
)
def test_a_fact_is_told_when_it_is_asked_for(passport, asks, subject, keys):
    assert answer(passport, asks, *subject) == keys


@pytest.mark.parametrize("subject", [[], ["rijbewijs"], ["bijstand", "uitkering", "paspoort"]])
def test_a_product_that_was_not_asked_about_does_not_answer(passport, subject):
    assert answer(passport, "costs", *subject) == []


def test_the_conditions_are_told_with_the_fee(passport):
    found = direct_answer(passport, "costs", [frozenset({DUTCH.stem("paspoort")})], LEXICON, DUTCH)
    assert found["text"] == "Paspoort (18 jaar en ouder): € 83,87\nPaspoort (jonger dan 18 jaar): € 63,42"


def test_a_fact_is_told_as_the_document_tells_it(passport):
    found = direct_answer(passport, "costs", [frozenset({DUTCH.stem("paspoort")})], LEXICON, DUTCH)
    assert found["facts"] == {key: passport["facts"][key] for key in (ADULT, CHILD)}
