"""Analysis of a question: the ways in which each of its words may be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from languages.nl.analysis import ANALYSIS as DUTCH
from search.language.lexicon import Lexicon, lexicon_of
from search.language.segmentation import LONGEST
from search.language.tokens import name_token
from search.query.query_analysis import AnalysedQuery, understand
from search.query.rules import BestBet, Rules, Synonym

CATALOGUE = (
    "paspoort identiteitskaart idkaart rijbewijs vergunning parkeren boom kappen afvalcontainer container afval kost "
    "trouwen huwelijk gemeentehuis gehandicaptenparkeerkaart passport fee"
).split()
LEXICON = lexicon_of(["nl"], dict.fromkeys(CATALOGUE, 2), frozenset(CATALOGUE))


def ways(meaning: AnalysedQuery, word: str) -> dict[tuple[str, ...], float]:
    """The first token of each part of each way to find `word`, and its weight."""
    [found] = [clause for clause in meaning.clauses if clause.word == word]
    return {tuple(token[0] for token in each.tokens): each.weight for each in found.alternatives}


def stems(*words: str) -> tuple[str, ...]:
    return tuple(map(DUTCH.stem, words))


def asked(meaning: AnalysedQuery) -> list[str]:
    return [clause.word for clause in meaning.clauses if not clause.optional]


def test_empty_words_do_not_count():
    assert asked(understand("een vergunning om te parkeren", LEXICON)) == ["vergunning", "parkeren"]


def test_a_question_of_empty_words_keeps_them():
    assert asked(understand("wat is dit", LEXICON)) == ["wat", "is", "dit"]


def test_words_that_only_ask_find_nothing_by_themselves():
    meaning = understand("wat kost een paspoort", LEXICON)
    assert (asked(meaning), meaning.asks) == (["paspoort"], "costs")


def test_words_that_only_ask_count_when_there_are_no_others():
    assert asked(understand("wat kost het", LEXICON)) == ["kost"]


def test_a_compound_also_means_its_parts():
    found = ways(understand("parkeervergunning", LEXICON), "parkeervergunning")
    assert found[stems("parkeervergunning")] >= found[stems("parkeren", "vergunning")] > found[stems("vergunning")]


def test_two_words_that_are_one_in_the_catalogue_mean_it():
    assert stems("afvalcontainer") in ways(understand("afval container", LEXICON), "container")
    assert stems("afvalcontainer") in ways(understand("container voor het afval", LEXICON), "afval")


def test_a_word_that_was_split_comes_together():
    assert asked(understand("mijn rijbe wijs kwijt", LEXICON)) == ["rijbewijs", "kwijt"]


def test_words_that_were_joined_come_apart():
    assert asked(understand("vergunningvoorkappen", LEXICON)) == ["vergunning", "kappen"]


def test_a_word_that_is_said_twice_counts_once():
    assert asked(understand("boom kappen bomen", LEXICON)) == ["boom", "kappen"]


def test_words_that_a_hyphen_joins_are_found_apart_and_together():
    found = ways(understand("ID-kaart", LEXICON), "idkaart")
    assert {stems("idkaart"), stems("id", "kaart")} <= found.keys()


def test_a_mistyped_word_is_guessed_and_corrected():
    meaning = understand("Papsoort aanvragen", LEXICON)
    assert ways(meaning, "papsoort")[stems("paspoort")] == pytest.approx(0.75)
    assert meaning.corrected == "paspoort aanvragen"


def test_what_is_known_is_not_corrected():
    assert understand("hoeveel kost een paspoort", LEXICON).corrected is None


def test_a_word_that_is_still_being_typed_may_become_several():
    found = ways(understand("afv", LEXICON, unfinished=True), "afv")
    assert {stems("afval"), stems("afvalcontainer")} <= found.keys()


def test_a_finished_word_that_is_known_is_not_completed():
    assert stems("afvalcontainer") not in ways(understand("afval", LEXICON), "afval")


def test_a_name_counts_the_more_the_more_of_the_question_it_is():
    names = understand("rijbewijs verlengen", LEXICON).names
    assert names["_".join(stems("rijbewijs", "verlengen"))] > names[stems("rijbewijs")[0]]


def test_a_very_long_question_is_cut():
    assert len(understand(" ".join(f"boom{number}" for number in range(100)), LEXICON).clauses) == LONGEST


def test_a_question_of_which_half_means_nothing_is_doubtful():
    assert understand("pizza bestellen", LEXICON).doubtful
    assert not understand("paspoort bestellen vergunning", LEXICON).doubtful
    assert not understand("kliko omruilen", LEXICON, Rules(synonyms=(Synonym("omruilen", ("container",)),))).doubtful


class TestRules:
    def test_a_synonym_means_something_else_as_well(self):
        rules = Rules(synonyms=(Synonym("kliko", ("container",)),))
        assert stems("container") in ways(understand("kapotte kliko's", LEXICON, rules), "kliko")

    def test_a_synonym_of_several_words_holds_for_each_of_them(self):
        rules = Rules(synonyms=(Synonym("roze pasje", ("rijbewijs",)),))
        meaning = understand("mijn roze pasje", LEXICON, rules)
        assert stems("rijbewijs") in ways(meaning, "roze")
        assert stems("rijbewijs") in ways(meaning, "pasje")
        assert stems("rijbewijs")[0] in meaning.names

    def test_a_synonym_works_one_way_unless_it_says_both(self):
        for both in (False, True):
            rules = Rules(synonyms=(Synonym("pleegje", ("boom",), both),))
            assert (stems("pleegje") in ways(understand("boom", LEXICON, rules), "boom")) is both

    def test_what_editors_say_counts_for_more_than_what_the_language_says(self):
        rules = Rules(synonyms=(Synonym("kroeg", ("rijbewijs",)),))
        found = ways(understand("kroeg", LEXICON, rules), "kroeg")
        assert found[stems("rijbewijs")] > found[stems("cafe")]

    def test_empty_words_count_in_a_synonym_that_has_them(self):
        assert asked(understand("ik ben het niet eens met u", LEXICON)) == ["niet", "eens"]
        assert stems("bezwaar") in ways(understand("niet eens", LEXICON), "niet")

    def test_a_word_that_has_a_synonym_is_not_corrected(self):
        rules = Rules(synonyms=(Synonym("pasport", ("paspoort",)),))
        assert understand("pasport", LEXICON, rules).corrected is None

    @pytest.mark.parametrize("question", ["paspoort", "mijn paspoorten", "wat kost een paspoort", "papsoort"])
    def test_a_best_bet_is_for_its_question_however_it_is_asked(self, question):
        rules = Rules(best_bets=(BestBet(("paspoort",), ("product/paspoort",)),))
        assert understand(question, LEXICON, rules).best == ("product/paspoort",)

    def test_a_best_bet_is_not_for_a_question_with_more(self):
        rules = Rules(best_bets=(BestBet(("paspoort",), ("product/paspoort",)),))
        assert understand("paspoort kwijt", LEXICON, rules).best == ()

    def test_what_is_hidden_is_no_best_bet(self):
        bets = (BestBet(("paspoort",), ("product/a", "product/b")),)
        assert understand("paspoort", LEXICON, Rules(best_bets=bets, hidden=frozenset({"product/a"}))).best == (
            "product/b",
        )


class TestEnglish:
    LEXICON = lexicon_of(["en", "nl"], dict.fromkeys(CATALOGUE, 2), frozenset(CATALOGUE))

    def test_a_question_is_read_in_english_and_in_the_language_that_stands_in(self):
        found = ways(understand("parkeren", self.LEXICON), "parkeren")
        assert {("parkeren",), stems("parkeren")} <= found.keys()

    def test_a_synonym_leads_to_a_text_that_is_not_translated(self):
        rules = Rules(synonyms=(Synonym("felling permits", ("bomen kappen",)),))
        meaning = understand("felling permit", self.LEXICON, rules)
        assert stems("bomen", "kappen") in ways(meaning, "felling")
        assert name_token(stems("bomen", "kappen")) in meaning.names

    def test_english_questions_ask_for_facts(self):
        meaning = understand("how much is a passport", self.LEXICON)
        assert (asked(meaning), meaning.asks) == (["passport"], "costs")


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_understood(text, unfinished):
    meaning = understand(text, LEXICON, unfinished=unfinished)
    assert all(clause.alternatives for clause in meaning.clauses)
    assert len(asked(meaning)) >= min(1, len(meaning.clauses))


@given(st.lists(st.sampled_from(sorted(DUTCH.empty | {"kost", "open"})), min_size=1, max_size=5))
def test_no_question_is_emptied(said):
    assert asked(understand(" ".join(said), Lexicon()))


def test_a_word_that_most_entries_have_does_not_carry_a_question():
    lexicon = lexicon_of(["nl"], {"gemeente": 100, "paspoort": 3}, frozenset())
    clauses = understand("paspoort van de gemeente", lexicon).clauses
    assert [(clause.word, clause.common) for clause in clauses] == [("paspoort", False), ("gemeente", True)]
