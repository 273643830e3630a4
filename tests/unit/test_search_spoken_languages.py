"""A question in a language that residents speak finds products by the table of editors, and nothing is corrected in it."""

from __future__ import annotations

import orjson
import pytest

from search.language.lexicon import lexicon_of
from search.query.privacy import known_words
from search.query.query_analysis import AnalysedQuery, understand
from search.query.rule_documents import rules_in
from search.query.rules import Rules

CATALOGUE = ["paspoort", "rijbewijs", "afvalcontainer", "pas", "parkeren", "taxi"]
LEXICON = lexicon_of(["nl"], dict.fromkeys(CATALOGUE, 2), frozenset(CATALOGUE))
NOTHING = {"synonyms": [], "bestBets": [], "hidden": [], "boosted": [], "weights": {}}


def language(code: str, **words: list[str]) -> dict[str, object]:
    named = [{"product": key, "names": names} for key, names in words.items()]
    return {"language": code, "direction": "ltr", "notice": f"({code})", "words": named}


POLISH = language("pl", paspoort=["paszport", "dowód osobisty"], rijbewijs=["prawo jazdy"], taxi=["taxi", "taksówka"])
ROMANIAN = language("ro", paspoort=["pașaport"], rijbewijs=["permis de conducere"])
TURKISH = language("tr", paspoort=["pasaport"], afvalcontainer=["çöp kutusu"])
RUSSIAN = language("ru", paspoort=["паспорт"], rijbewijs=["водительские права"])


def rules(*languages: object, **members: object) -> Rules:
    return rules_in(orjson.dumps(NOTHING | {"spokenLanguages": languages} | members))


ALL = rules(POLISH, ROMANIAN, TURKISH, RUSSIAN)


def asked(text: str, given: Rules = ALL, unfinished: bool = False) -> AnalysedQuery:
    return understand(text, LEXICON, given, unfinished)


def told(text: str) -> list[str]:
    return [each.code for each in asked(text).spoken]


def test_a_name_in_another_language_finds_its_product():
    assert asked("prawo jazdy").best == ("product/rijbewijs",)


def test_nothing_is_looked_for_or_corrected_beside_it():
    meaning = asked("nowy paszport")

    assert (meaning.best, meaning.clauses, meaning.corrected) == (("product/paspoort",), (), None)


@pytest.mark.parametrize("text", ["dowodu osobistego", "DOWOD OSOBISTY", "zgubiłem dowód osobisty"])
def test_forms_of_its_words_find_it_too(text):
    assert asked(text).best == ("product/paspoort",)


def test_a_question_in_its_own_script_is_told_in_its_language():
    assert told("новые водительские права") == ["ru"]


def test_a_word_of_two_languages_is_told_in_both():
    assert told("pasaport") == ["ro", "tr"]


def test_the_language_with_most_words_of_the_question_is_told():
    assert told("permis de conducere") == ["ro"]


def test_a_word_of_our_own_texts_is_asked_in_our_language():
    assert asked("taxi").spoken == ()
    assert asked("pas").spoken == ()


def test_a_typing_error_in_a_word_of_ours_is_not_taken_for_another_language():
    meaning = asked("paspport")

    assert (meaning.spoken, meaning.corrected) == ((), "paspoort")


def test_a_part_of_a_name_that_says_little_is_not_enough():
    assert asked("kutusu", rules(language("tr", afvalcontainer=["çöp kutusu"], pas=["posta kutusu"]))).spoken == ()


def test_a_best_bet_of_editors_goes_before():
    bets = [{"questions": ["paszport"], "products": ["taxi"]}]

    assert asked("paszport", rules(POLISH, bestBets=bets)).best == ("product/taxi",)


def test_a_hidden_product_stays_hidden():
    assert asked("paszport", rules(POLISH, hidden=["paspoort"])).best == ()


def test_a_word_that_is_being_typed_finds_it():
    assert asked("paszp", unfinished=True).best == ("product/paspoort",)


def test_a_name_of_the_table_is_not_the_name_of_a_person():
    assert known_words(LEXICON, ALL)("osobisty")
    assert not known_words(LEXICON, ALL)("kowalczyk")


def test_a_document_of_before_has_no_spoken_languages():
    assert rules_in(orjson.dumps(NOTHING)).spoken == ()
