"""The sample municipality is whole: what its files name is there, and no text holds a fact by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cms import settings
from languages.registry import speech_of, wording_of
from products.sample.files import Fixture
from products.sample.products import route_entry
from products.upl_list import read_list
from releases.snapshot import SECTION_KINDS
from tests.unit.sample_references import fact_references, product_links

FIXTURE = Fixture(Path(__file__).parents[2] / "fixtures")
LANGUAGES = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
# The languages in which most products are told; others may have fewer.
COMPLETE = ("nl", "en")
MERGE_FIELD = re.compile(r"\{\{ (\w+) \}\}")
COUNTED, UNITS = (1, 2, 3, 4, 5, 6, 8, 10, 12), ("workingDay", "calendarDay", "week", "month")
COUNT = "|".join([r"\d+", *(speech_of(code).number(count) for code in LANGUAGES for count in COUNTED)])
PLURALS = (wording_of(code).units[unit][1] for code in LANGUAGES for unit in UNITS)
TIME_UNIT = "|".join([*PLURALS, *(wording_of(code).units["workingDay"][0] for code in LANGUAGES), "uur", "hours?"])
TYPED = [
    pytest.param(re.compile(r"€|\b\d+(?:[.,]\d+)? ?(?:euro|cent)\b", re.I), id="an amount"),
    pytest.param(re.compile(rf"\b(?:{COUNT}) (?:{TIME_UNIT})\b", re.I), id="a term"),
    pytest.param(re.compile(r"\b0\d[\d -]{6,}|\b14 ?0\d{2,3}\b|\+31"), id="a telephone number"),
]

Product = Mapping[str, Any]


@cache
def facts() -> Mapping[str, Mapping[str, Any]]:
    groups = FIXTURE.facts.items()
    return {key: entry for group, entries in groups if group != "tariffs" for key, entry in entries.items()}


@cache
def read(name: str) -> Mapping[str, Any]:
    return FIXTURE.read(name)


def faults(found: Callable[[Product], Iterable[Any]]) -> dict[str, list[Any]]:
    """What is found wrong with each product, of all that have something wrong."""
    return {key: faulty for key, product in FIXTURE.products.items() if (faulty := list(found(product)))}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from texts(member)


def words_of(product: Product) -> list[str]:
    return [text for language in LANGUAGES for text in texts(product.get(language, {}))]


def routes_of(product: Product) -> list[Mapping[str, Any]]:
    return [route_entry(route, FIXTURE.route_presets) for route in product.get("routes", [])]


def named_facts(product: Product) -> set[str]:
    named = {*product.get("facts", []), *product.get("some_channels", [])}
    for route in routes_of(product):
        named |= {route[name] for name in ("hours", "contact") if name in route} | set(route.get("facts", []))
    named |= {key for text in words_of(product) for key, _ in fact_references(text)}
    return named | {passage["fact"] for passage in occasional(product) if "fact" in passage}


def occasional(product: Product) -> Iterator[Mapping[str, Any]]:
    for language in LANGUAGES:
        text = product.get(language, {})
        parts = [*text.get("sections", {}).values(), *(message["body"] for message in text.get("moments", {}).values())]
        for part in parts:
            yield from (passage for passage in part if isinstance(part, list) and isinstance(passage, Mapping))


def named_organisations(product: Product) -> set[str]:
    named = {product.get("decided_by"), product.get("carried_out_by")}
    return (named | {each["to"] for each in product.get("referrals", [])}) - {None}


def named_places(product: Product) -> set[str]:
    return {place for route in routes_of(product) for place in route.get("locations", [])}


def linked_products(product: Product) -> set[str]:
    return {*product.get("related", []), *(link for text in words_of(product) for link in product_links(text))}


def used_sections(product: Product) -> set[str]:
    return {section for language in LANGUAGES for section in product.get(language, {}).get("sections", {})}


def unknown_fields(product: Product) -> Iterator[tuple[str, str]]:
    """Merge fields in the texts of a contact moment that does not have them."""
    for language in LANGUAGES:
        for moment, message in product.get(language, {}).get("moments", {}).items():
            filled = {name for text in texts(message) for name in MERGE_FIELD.findall(text)}
            yield from ((moment, name) for name in filled - read("contact-moments")[moment]["fields"].keys())


def decisions_without_remedy(product: Product) -> Iterator[str]:
    """Languages whose decision does not end with the term in which one may object, and with where."""
    for language in LANGUAGES:
        message = product.get(language, {}).get("moments", {}).get("besluit")
        if message:
            body = message["body"]
            told = [key for key, _ in fact_references(body if isinstance(body, str) else body[-1])]
            terms = [key for key in told if facts()[key].get("role") == "object"]
            if not (terms and any(".waar" in key for key in told)):
                yield language


def unconditional_next_values(product: Product) -> Iterator[str]:
    """Texts that tell a next value, also when there is none."""
    conditional = [passage["text"] for passage in occasional(product) if passage.get("condition") == "hasNext"]
    for text in words_of(product):
        if text not in conditional and any(aspect in ("next", "nextDate") for _, aspect in fact_references(text)):
            yield text


def themes(entries: Mapping[str, Any]) -> Iterator[str]:
    for key, entry in entries.items():
        yield key
        yield from themes(entry.get("children", {}))


def is_complete(product: Product) -> bool:
    parts = ("title", "summary", "sections", "moments", "desk_notes", "desk_bring", "phone", "internal")
    told = all(product.get(language, {}).get(part) for language in COMPLETE for part in parts)
    return told and bool(product.get("facts")) and bool(product.get("routes"))


class TestEachProduct:
    def test_names_only_facts_that_are_there(self):
        assert faults(lambda product: named_facts(product) - facts().keys()) == {}

    def test_has_a_national_name(self):
        assert [key for key, product in FIXTURE.products.items() if not product["upl"]] == []

    def test_has_only_names_of_the_national_list(self):
        names = set(read_list(FIXTURE.upl_path).values())
        assert faults(lambda product: set(product["upl"]) - names) == {}

    def test_stands_under_a_theme(self):
        assert faults(lambda product: {product["theme"]} - set(themes(read("themes")))) == {}

    def test_names_only_organisations_that_are_there(self):
        assert faults(lambda product: named_organisations(product) - read("organisations").keys()) == {}

    def test_names_only_places_that_are_there(self):
        assert faults(lambda product: named_places(product) - read("locations").keys()) == {}

    def test_points_only_at_products_that_are_there(self):
        assert faults(lambda product: linked_products(product) - FIXTURE.products.keys()) == {}

    def test_does_not_point_at_itself(self):
        assert [key for key, product in FIXTURE.products.items() if key in linked_products(product)] == []

    def test_uses_only_sections_of_the_municipal_vocabulary(self):
        assert faults(lambda product: used_sections(product) - set(SECTION_KINDS)) == {}

    def test_fills_in_only_what_its_contact_moment_knows(self):
        assert faults(unknown_fields) == {}

    def test_ends_a_decision_with_how_to_object(self):
        assert faults(decisions_without_remedy) == {}

    def test_tells_a_next_value_only_while_there_is_one(self):
        assert faults(unconditional_next_values) == {}

    @pytest.mark.parametrize("typed", TYPED)
    def test_has_no_typed_fact_in_its_texts(self, typed):
        without_references = re.compile(r"\{[^{}]*\}")
        assert (
            faults(lambda product: [t for t in words_of(product) if typed.search(without_references.sub("", t))]) == {}
        )


def test_one_product_has_messages_for_the_whole_journey():
    journey = {"aanvraag-ontvangen", "aanvulling-nodig", "herinnering", "besluit", "klaar", "ingetrokken"}
    permit = FIXTURE.products["parkeervergunning"]
    assert [journey - permit[language]["moments"].keys() for language in COMPLETE] == [set(), set()]


def test_there_are_at_least_sixty_products():
    assert len(FIXTURE.products) >= 60


def test_at_least_twenty_five_are_complete_in_both_languages_and_all_channels():
    assert sum(map(is_complete, FIXTURE.products.values())) >= 25


def test_at_least_two_products_are_only_a_referral():
    assert sum(bool(each.get("referrals")) and not each.get("routes") for each in FIXTURE.products.values()) >= 2


def test_the_passport_and_the_identity_card_share_one_page():
    assert FIXTURE.products["paspoort"]["upl"] == ["paspoort", "identiteitskaart"]


def test_each_fee_says_where_it_comes_from():
    rows = [(key, row) for key, entry in FIXTURE.facts["amounts"].items() for row in entry["values"]]
    assert [key for key, row in rows if not row.get("source")] == []


def test_a_fee_of_the_future_is_marked_as_an_example():
    rows = [row for entry in FIXTURE.facts["amounts"].values() for row in entry["values"]]
    future = [row["source"] for row in rows if str(row.get("from", "")) >= "2027"]
    assert future
    assert all(source.startswith("voorbeeld") for source in future)


def test_each_name_of_the_national_list_has_one_uri():
    assert max(Counter(read_list(FIXTURE.upl_path).values()).values()) == 1


def test_the_list_of_names_has_only_those_in_use():
    assert set(read_list(FIXTURE.upl_path).values()) == {
        name for product in FIXTURE.products.values() for name in product["upl"]
    }


def test_each_fact_is_told_in_both_languages():
    labels = {key: entry.get("label") or entry["text"] for key, entry in facts().items()}
    assert [key for key, label in labels.items() if not (label.get("nl") and label.get("en"))] == []
