"""Search rules reach a question, and the released document is read as editors wrote it."""

from __future__ import annotations

import orjson
import pytest

from languages.nl.analysis import ANALYSIS as DUTCH
from search.language.lexicon import lexicon_of
from search.query.interface import MatchReason
from search.query.query_analysis import understand
from search.query.rule_documents import rules_in
from search.query.rules import WEIGHTS, BestBet, Rules, Synonym

CATALOGUE = ["tuba", "afvalcontainer", "identiteitskaart", "paspoort", "vergunning", "parkeren"]
LEXICON = lexicon_of(["nl"], dict.fromkeys(CATALOGUE, 2), frozenset(CATALOGUE))
NOTHING = {"synonyms": [], "bestBets": [], "hidden": [], "boosted": [], "weights": {}}


def rules(**members: object) -> Rules:
    return rules_in(orjson.dumps(NOTHING | members))


def ways(question: str, word: str, given: Rules | None = None, **options: bool) -> dict[MatchReason, tuple[str, ...]]:
    meaning = understand(question, LEXICON, given or Rules(), **options)
    (clause,) = (each for each in meaning.clauses if each.word == word)
    return {each.way: tuple(token[0] for token in each.tokens) for each in clause.alternatives}


def test_a_word_of_a_rule_is_no_typing_error_of_another():
    synonym = Rules(synonyms=(Synonym("tubo", ("afvalcontainer",)),))

    assert MatchReason("mistake", "tuba") in ways("tubo", "tubo")
    assert ways("tubo", "tubo", synonym) == {
        MatchReason(): (DUTCH.stem("tubo"),),
        MatchReason("synonym", "afvalcontainer"): (DUTCH.stem("afvalcontainer"),),
    }


def test_a_word_of_a_best_bet_is_no_typing_error_either():
    assert understand("tubo", LEXICON, Rules(best_bets=(BestBet(("tubo",), ("product/a",)),))).best == ("product/a",)


@pytest.mark.parametrize("question", ["id-kaart", "ID kaart", "idkaart"])
def test_words_that_a_mark_joins_are_one_synonym(question: str):
    synonym = Rules(synonyms=(Synonym("ID-kaart", ("identiteitskaart",)),))
    found = understand(question, LEXICON, synonym).clauses

    assert all(
        MatchReason("synonym", "identiteitskaart") in [each.way for each in clause.alternatives] for clause in found
    )


@pytest.mark.parametrize("question", ["e-loket", "eloket", "wat kost het e loket"])
def test_a_best_bet_is_asked_with_and_without_a_mark(question: str):
    bet = Rules(best_bets=(BestBet(("e-loket",), ("product/loket",)),))

    assert understand(question, LEXICON, bet).best == ("product/loket",)


def test_each_way_to_find_a_word_tells_what_it_stands_for():
    assert MatchReason("mistake", "paspoort") in ways("papsoort", "papsoort")
    assert MatchReason("part", "parkeren vergunning") in ways("parkeervergunning", "parkeervergunning")
    assert MatchReason("joined", "afvalcontainer") in ways("afval container", "container")
    assert MatchReason("unfinished", "paspoort") in ways("paspo", "paspo")
    assert MatchReason("inside", "afvalcontainer") in ways("container", "container")
    assert MatchReason("unfinished", "parkeren") in ways("vergunning parke", "parke", unfinished=True)
    assert MatchReason("thesaurus", "trottoir") in ways("stoep", "stoep")


def test_both_ways_each_word_finds_all_the_others():
    found = rules(synonyms=[{"words": "a", "means": ["b", "c"], "bothWays": True}])

    assert [(each.words, each.means) for each in found.synonyms] == [
        ("a", ("b", "c")), ("b", ("a", "c")), ("c", ("a", "b")),
    ]  # fmt: skip


def test_one_way_only_the_first_finds_the_others():
    found = rules(synonyms=[{"words": "a", "means": ["b", "c"], "bothWays": False}])

    assert [(each.words, each.means) for each in found.synonyms] == [("a", ("b", "c"))]


def test_products_become_addresses_and_texts_numbers():
    found = rules(
        bestBets=[{"questions": ["reizen"], "products": ["paspoort"]}],
        hidden=["aow"],
        boosted=[{"product": "vog", "factor": "0.5"}],
        weights={"title": "5"},
    )

    assert found.best_bets == (BestBet(("reizen",), ("product/paspoort",)),)
    assert (found.hidden, found.boosted) == ({"product/aow"}, {"product/vog": 0.5})
    assert found.weights == {**WEIGHTS, "title": 5.0}


def test_a_weight_of_a_field_that_search_does_not_have_is_left_out():
    assert rules(weights={"colour": "5"}).weights == WEIGHTS
