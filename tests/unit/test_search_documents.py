"""Search rules as every channel gets them, and what is left out because it is not right."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Compiled
from releases.core.search_rules import (
    BestBet,
    Emphasis,
    FieldWeights,
    Rule,
    SearchRules,
    SpokenLanguage,
    Synonym,
    folded,
)
from tests.unit.snapshots import snapshot

SUBJECT = ("searchRules", "search-rules")
WORDS = st.text(st.sampled_from("ab é'-"), max_size=4)


def synonym(words: str = "pas", *means: str, number: int = 1, language: str = "nl", both_ways: bool = False) -> Synonym:
    return Synonym(f"synonym:{number}", language, words, means or ("paspoort",), both_ways)


def bet(question: str = "reizen", *products: str, number: int = 1, language: str = "nl") -> BestBet:
    return BestBet(f"bestBet:{number}", language, (question,), products or ("paspoort",))


def emphasis(factor: str | None = "2", product: str = "paspoort", number: int = 1) -> Emphasis:
    return Emphasis(f"emphasis:{number}", "nl", product, Decimal(factor) if factor else None)


def spoken(
    code: str = "pl", *names: str, product: str = "paspoort", number: int = 1, notice: str = "Po…"
) -> SpokenLanguage:
    return SpokenLanguage(f"spokenLanguage:{number}", code, notice, ((product, names or ("paszport",)),))


def compiled(*rules: Rule) -> Compiled:
    def kind(wanted: type) -> tuple[Any, ...]:
        return tuple(rule for rule in rules if isinstance(rule, wanted))

    found = SearchRules(kind(Synonym), kind(BestBet), kind(Emphasis), kind(FieldWeights), kind(SpokenLanguage))
    return compile_snapshot(replace(snapshot(), subjects=(SUBJECT,), search_rules=found))


def documents(*rules: Rule) -> dict[tuple[str, str], dict[str, Any]]:
    return {(each.channel, each.locale): json.loads(each.periods[0].body) for each in compiled(*rules).documents}


def told(*rules: Rule, channel: str = "website", locale: str = "nl") -> dict[str, Any]:
    return documents(*rules)[channel, locale]


def codes(*rules: Rule) -> list[str]:
    return [problem.code for problem in compiled(*rules).problems]


def test_every_channel_gets_the_rules_of_a_language():
    found = documents(synonym("pas", "paspoort"))

    assert sorted(channel for channel, _ in found) == sorted(CHANNELS)
    assert {locale for _, locale in found} == {"nl"}
    assert found["desk", "nl"]["synonyms"] == [{"words": "pas", "means": ["paspoort"], "bothWays": False}]


def test_a_language_without_rules_has_no_document():
    assert documents() == {}


def test_best_bets_and_factors_name_products_by_key():
    found = told(bet("reizen"), emphasis("1.50"))

    assert found["bestBets"] == [{"questions": ["reizen"], "products": ["paspoort"]}]
    assert found["boosted"] == [{"product": "paspoort", "factor": "1.5"}]


def test_a_product_without_factor_is_hidden():
    assert told(emphasis(None))["hidden"] == ["paspoort"]


def test_a_channel_hears_nothing_of_a_product_that_it_does_not_show():
    town = snapshot()
    dutch_only = replace(town.products["paspoort"], texts={"nl": town.products["paspoort"].texts["nl"]})
    rules = SearchRules(best_bets=(bet(language="en"),))
    made = replace(town, subjects=(SUBJECT,), products={"paspoort": dutch_only}, search_rules=rules)

    assert {each.channel for each in compile_snapshot(made).documents} == {*CHANNELS} - {"email"}


def test_only_weights_that_differ_are_told():
    assert told(FieldWeights("fieldWeights:1", "nl", {"title": Decimal("5.0")}))["weights"] == {"title": "5"}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (synonym("!!", "paspoort"), "synonymWithoutWords"),
        (synonym("pas", "…"), "synonymWithoutWords"),
        (replace(synonym(), means=()), "synonymWithoutWords"),
        (synonym("Pás", "pas"), "synonymOfItself"),
        (synonym("pas", "paspoort", "Paspoort"), "synonymOfItself"),
        (bet("?"), "betWithoutWords"),
        (replace(bet(), products=()), "betWithoutProducts"),
        (bet("reizen", "bestaat-niet"), "unknownBetProduct"),
        (emphasis(product="bestaat-niet"), "unknownEmphasisProduct"),
        (emphasis("0.09"), "factorOutOfBounds"),
        (emphasis("10.01"), "factorOutOfBounds"),
        (FieldWeights("fieldWeights:1", "nl", {"title": Decimal("20.1")}), "weightOutOfBounds"),
        (FieldWeights("fieldWeights:1", "nl", {"title": Decimal("-1")}), "weightOutOfBounds"),
    ],
)
def test_what_is_wrong_is_left_out_and_told(rule: Rule, code: str):
    made = compiled(rule)

    assert [(problem.code, problem.left_out, problem.sources) for problem in made.problems] == [
        (code, True, {rule.source})
    ]
    assert made.documents == ()


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (synonym("pas", "paspoort"), synonym("PAS", "Paspoort", number=2), "sameSynonym"),
        (synonym("pas", "paspoort", both_ways=True), synonym("paspoort", "pas", number=2), "sameSynonym"),
        (synonym("a", "b", "c", both_ways=True), synonym("b", "c", number=2), "sameSynonym"),
        (bet("reizen"), bet("Reizen!", number=2), "sameQuestion"),
        (emphasis("2"), emphasis(None, number=2), "sameEmphasis"),
    ],
)
def test_what_is_said_twice_is_told_of_both_and_counts_once(first: Rule, second: Rule, code: str):
    made = compiled(first, second)

    assert [(problem.code, problem.sources) for problem in made.problems] == [(code, {first.source, second.source})]
    assert [each.periods for each in made.documents] == [each.periods for each in compiled(first).documents]


def test_what_differs_is_not_the_same():
    assert codes(synonym("a", "b"), synonym("b", "a", number=2), synonym("a", "b", number=3, language="en")) == []


def test_a_best_bet_goes_without_a_product_that_is_not_published():
    assert told(bet("reizen", "bestaat-niet", "paspoort"))["bestBets"][0]["products"] == ["paspoort"]


def test_the_rules_depend_on_what_they_name():
    made = compiled(synonym(), bet(), emphasis(None, "bestaat-niet"))

    assert made.dependencies[SUBJECT] == {
        "synonym:1", "bestBet:1", "emphasis:1", "product:paspoort", "product:bestaat-niet",
    }  # fmt: skip


@given(st.lists(st.builds(synonym, WORDS, WORDS, number=st.integers(1, 9), both_ways=st.booleans()), max_size=6))
def test_what_is_published_is_sound_whatever_is_asked(rules: list[Synonym]):
    rules = list({rule.source: rule for rule in rules}.values())
    published = documents(*rules).get(("website", "nl"), {"synonyms": []})["synonyms"]
    pairs = [(folded(row["words"]), folded(means)) for row in published for means in row["means"]]

    assert len(set(pairs)) == len(pairs)
    assert all(said and means and said != means for said, means in pairs)
    assert len(published) + len({next(iter(each.params.values())) for each in compiled(*rules).problems}) >= len(rules)


def test_a_spoken_language_is_told_in_every_content_language_but_itself():
    found = documents(spoken("pl"), spoken("en", "passport", number=2))

    assert [each["language"] for each in found["desk", "nl"]["spokenLanguages"]] == ["pl", "en"]
    assert [each["language"] for each in found["desk", "en"]["spokenLanguages"]] == ["pl"]


def test_a_spoken_language_is_told_with_its_direction_and_the_names_of_products():
    assert told(spoken("ar", "جواز", notice="النصوص"))["spokenLanguages"] == [
        {
            "language": "ar",
            "direction": "rtl",
            "notice": "النصوص",
            "words": [{"product": "paspoort", "names": ["جواز"]}],
        }
    ]
    assert told(spoken())["spokenLanguages"][0]["direction"] == "ltr"


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([spoken(product="weg")], "unknownSpokenProduct"),
        ([spoken("pl", "…")], "spokenProductWithoutWords"),
        ([spoken(), spoken(number=2)], "sameSpokenLanguage"),
    ],
)
def test_what_is_wrong_with_a_spoken_language_is_told_and_left_out(rules, code):
    assert codes(*rules) == [code]
    assert all(problem.left_out for problem in compiled(*rules).problems)
