"""The judged queries are a yardstick: whole, true to the fixtures, and split by nobody's choice."""

from __future__ import annotations

from collections import Counter

import pytest

from products.sample.files import Fixture, FixtureError
from tests.relevance.engines import SAMPLE
from tests.relevance.evaluation import evaluate
from tests.relevance.judged import JudgedQuery, judged_queries
from tests.relevance.names_list import NamesList

QUERIES = judged_queries()
PRODUCTS = {path.stem for path in (SAMPLE / "products").glob("*.yaml")}
GROUPS = {
    "nl": {
        "official",
        "everyday",
        "misspelt",
        "compound",
        "question",
        "dialect",
        "youth",
        "unfinished",
        "nothing",
        "life",
    },
    "en": {"official", "everyday", "misspelt", "question", "nothing"},
}


def test_each_locale_has_its_groups():
    found = {locale: {query.group for query in QUERIES if query.locale == locale} for locale in GROUPS}
    assert found == GROUPS


@pytest.mark.parametrize(("locale", "least"), [("nl", 270), ("en", 110)])
def test_there_are_enough_queries_with_an_answer(locale, least):
    assert sum(query.locale == locale and bool(query.grades) for query in QUERIES) >= least


def test_at_least_ten_queries_should_find_nothing():
    assert sum(not query.grades for query in QUERIES) >= 10


def test_only_the_group_for_it_has_queries_that_find_nothing():
    assert {query.group for query in QUERIES if not query.grades} == {"nothing"}
    assert [query.text for query in QUERIES if query.group == "nothing" and query.grades] == []


def test_every_graded_product_is_there():
    assert {key for query in QUERIES for key in query.grades} <= PRODUCTS


def test_every_product_is_exactly_what_some_query_means():
    assert {key for query in QUERIES for key, grade in query.grades.items() if grade == 3} == PRODUCTS


def test_every_grade_is_one_two_or_three():
    assert {grade for query in QUERIES for grade in query.grades.values()} == {1, 2, 3}


def test_every_query_with_an_answer_has_a_best_one():
    assert [query.text for query in QUERIES if query.grades and max(query.grades.values()) < 3] == []


def test_a_locale_judges_a_text_once():
    times = Counter((query.locale, query.text.casefold()) for query in QUERIES)
    assert [key for key, count in times.items() if count > 1] == []


def test_a_query_twice_in_a_file_is_refused(tmp_path):
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "official.yaml").write_text("paspoort: {paspoort: 3}\npaspoort: {rijbewijs: 3}\n")
    with pytest.raises(FixtureError, match="paspoort is there twice"):
        judged_queries(tmp_path)


@pytest.mark.parametrize(
    ("locale", "text", "held_out"),
    [("nl", "papsoort", True), ("nl", "roze pasje", False), ("en", "passport", False)],
)
def test_the_digest_of_a_text_holds_it_out(locale, text, held_out):
    """Worked out with sha256sum: the rule of the split does not change."""
    assert JudgedQuery(text, locale, "any group", {}).held_out is held_out


def test_a_third_is_held_out():
    assert sum(query.held_out for query in QUERIES) / len(QUERIES) == pytest.approx(1 / 3, abs=0.05)


@pytest.mark.parametrize(
    ("locale", "group"), [(locale, group) for locale in GROUPS for group in sorted(GROUPS[locale])]
)
def test_a_part_of_each_group_is_held_out(locale, group):
    held_out = [query.held_out for query in QUERIES if (query.locale, query.group) == (locale, group)]
    assert 0.2 <= sum(held_out) / len(held_out) <= 0.6


def test_the_names_in_the_fixtures_alone_do_not_answer_the_queries():
    """Names copied from the queries, or queries from the names, would measure nothing."""
    report = evaluate("list of names", NamesList(Fixture(SAMPLE).products).search, QUERIES)
    assert report.overall.scores.success_at_3 < 0.3
