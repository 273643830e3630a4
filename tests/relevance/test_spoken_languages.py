"""The most asked products are found in the languages that are spoken at Dutch desks, on each engine."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import asdict

import pytest

from products.sample.files import Fixture
from search.language.scripts import words_of
from search.query.rules import SpokenLanguage
from search.query.spoken_languages import spoken_match
from tests.relevance.engines import SAMPLE, engines
from tests.relevance.evaluation import evaluate
from tests.relevance.reporting import MEASURED
from tests.relevance.spoken import asked_at_desk, below_floors, spoken_queries

LANGUAGES = ("ar", "de", "es", "fr", "pl", "ro", "ru", "ti", "tr", "uk")
TABLE = Fixture(SAMPLE).read("spoken-languages")
QUERIES = spoken_queries()


def table() -> tuple[SpokenLanguage, ...]:
    return tuple(
        SpokenLanguage(code, "ltr", entry["notice"], tuple((key, tuple(names.split(", "))) for key, names in words))
        for code, entry in TABLE.items()
        for words in [entry["words"].items()]
    )


def products_for(text: str) -> tuple[str, ...]:
    """By the table alone, as if no word were one of ours."""
    match = spoken_match(text, table(), lambda _: False, lambda _: False)
    return match.addresses if match else ()


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("engine", [engine for engine in engines() if engine.name == "the hub"])
def test_each_language_finds_the_products_on_each_engine(engine, hub, record_property):
    with engine.opened(hub) as search:
        report = evaluate(f"{engine.name_beside(hub)}, spoken", asked_at_desk(search), QUERIES)
    record_property(MEASURED, asdict(report))
    assert below_floors(report) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_queries_of_which_a_third_or_so_is_held_out(language):
    held_out = [query.held_out for query in QUERIES if query.locale == language]
    assert len(held_out) >= 8
    assert any(held_out)


def test_the_table_has_the_languages_that_are_judged():
    assert sorted(TABLE) == list(LANGUAGES)


def test_thirty_products_at_least_have_names_in_each_language():
    assert [code for code, entry in TABLE.items() if len(entry["words"]) < 30] == []


def test_a_language_names_a_product_in_one_way_once():
    twice = {
        (code, key, name)
        for code, entry in TABLE.items()
        for key, names in entry["words"].items()
        for name, times in Counter(names.split(", ")).items()
        if times > 1
    }
    assert twice == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_finds_the_same_without_its_accents(language):
    """Vowel signs and accents, as a keyboard without them leaves them out."""

    def plain(text: str) -> str:
        apart = unicodedata.normalize("NFD", text)
        return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))

    texts = [query.text for query in QUERIES if query.locale == language]
    assert {text for text in texts if products_for(text) != products_for(plain(text))} == set()


def test_umlauts_may_be_written_out():
    assert products_for("Muelltonne") == products_for("Mülltonne") == ("afvalcontainer",)


def test_an_arabic_article_and_the_sign_under_a_last_letter_may_be_left_out():
    assert words_of("الجنسية")[0].compared == words_of("جنسيه")[0].compared
