"""The sentences of the sample tell an amount with its unit, once, and say of nothing free that it costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest

from tests.unit.test_sample_content import FIXTURE, LANGUAGES, facts, texts

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
REFERENCE = re.compile(r"(?<!\{)\{([a-z0-9][a-z0-9.-]*)(?:\|(\w+))?\}(?!\})")
COSTS = re.compile(r"\b(kost|kosten|costs?|kostet|kosten)( \w+)? $", re.IGNORECASE)
# A word by which a sentence says the unit otherwise than the fact does.
ALSO = {
    "keer": "keer|avond",
    "rit": "rit|in te stappen",
    "ride": "ride|board",
    "handtekening": "handtekening",
    "graf": "graf",
}


class Told(NamedTuple):
    """A reference in a sentence: what stands before it and what after it."""

    language: str
    key: str
    aspect: str
    before: str
    after: str

    @property
    def unit(self) -> str:
        return str(facts()[self.key].get("per", {}).get(self.language, ""))


def all_told() -> Iterator[Told]:
    for product in FIXTURE.products.values():
        for language in LANGUAGES:
            for text in texts(product.get(language, {})):
                for sentence in SENTENCE_END.split(text):
                    for found in REFERENCE.finditer(sentence):
                        before, after = sentence[: found.start()], sentence[found.end() :]
                        yield Told(language, found[1], found[2] or "value", before, after)


def lacks_its_unit(told: Told) -> bool:
    if told.aspect != "value" or not told.unit:
        return False
    nouns = [word for word in told.unit.split() if word not in ("per", "pro")]
    said = f"{told.before} {told.after}".lower()
    return not all(re.search(rf"\b(?:{ALSO.get(noun, noun)})", said) for noun in nouns)


def repeats_its_unit(told: Told) -> bool:
    has_unit = told.aspect in ("full", "predicate") and told.unit
    return bool(has_unit) and told.after.lower().startswith((f" {told.unit}", " per ", " a ", " pro "))


def is_called_a_cost_though_free(told: Told) -> bool:
    values = facts()[told.key].get("values", [])
    amounts = [Decimal(value["amount"]) for value in values if "amount" in value]
    return told.aspect in ("value", "next") and 0 in amounts and bool(COSTS.search(told.before))


def says_costs_twice(told: Told) -> bool:
    return told.aspect == "predicate" and bool(COSTS.search(told.before))


@pytest.mark.parametrize("is_wrong", [lacks_its_unit, repeats_its_unit, is_called_a_cost_though_free, says_costs_twice])
def test_no_sentence_of_the_sample(is_wrong: Callable[[Told], bool]) -> None:
    assert [told for told in all_told() if told.key in facts() and is_wrong(told)] == []
