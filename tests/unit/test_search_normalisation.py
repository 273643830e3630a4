"""Words as search compares them: without capitals, accents and marks; forms of one word together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from languages.en.analysis import stem as stem_english
from languages.nl.analysis import ANALYSIS as DUTCH
from languages.nl.stemming import stem as stem_dutch
from search.language.normalisation import Word, composed, fold, places, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Paspoort aanvragen?", ["paspoort", "aanvragen"]),
        ("Café, crèche & reünie", ["cafe", "creche", "reunie"]),
        ("auto's en foto’s", ["auto", "en", "foto"]),
        ("b.v. en W.O.Z.", ["bv", "en", "woz"]),
        ("IJSBAAN ĳsbaan", ["ijsbaan", "ijsbaan"]),
        ("Ærø straße", ["aero", "strasse"]),
        ("€ 83,87 in 2027", ["83", "87", "in", "2027"]),
        ("پاسپورت", ["پاسپورت"]),
        (" \t…!", []),
    ],
)
def test_a_text_falls_apart_in_words(text, found):
    assert [word.whole for word in words(text)] == found


@pytest.mark.parametrize("text", ["ID-kaart", "id–kaart", "id/kaart", "ID.kaart"])
def test_a_mark_joins_words_that_can_be_found_apart_and_together(text):
    assert words(text) == [Word("idkaart", ("id", "kaart"))]


def test_an_accent_is_part_of_its_letter_however_it_is_written():
    assert [word.whole for word in words(composed("cafe\u0301"))] == ["cafe"]


@given(st.text())
def test_words_stand_where_they_were_found(text):
    for place in places(text):
        assert words(text[place.start : place.end]) == [place.word]


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "forms",
    [
        "rijbewijs rijbewijzen",
        "vergunning vergunningen",
        "parkeer parkeren",
        "huis huizen huisje",
        "boom bomen boompje",
        "auto autos",
        "melding melden gemeld",
        "verhuizen verhuizing verhuisd",
        "hond honden hondje",
        "pas passen pasje pasjes",
        "trouwen getrouwd",
    ],
)
def test_the_forms_of_a_dutch_word_come_together(forms):
    assert len({stem_dutch(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words_apart",
    [
        "huis huur",
        "pas paspoort",
        "gas gasten",
        "kosten kast",
        "bos bus",
        "fiets fietst-niet",
        "pasen pas",
        "bommen bomen",
        "zakken zaken",
        "koppen kopen",
        "mens gemeente",
    ],
)
def test_different_dutch_words_stay_apart(words_apart):
    assert len({stem_dutch(word) for word in words_apart.split()}) == 2


def test_the_forms_of_an_english_word_come_together():
    assert len({stem_english(form) for form in ("apply", "applies", "applied")}) == 1


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("wat kost een paspoort", "costs"),
        ("paspoort prijs", "costs"),
        ("hoeveel moet ik betalen voor trouwen", "costs"),
        ("hoe lang duurt een rijbewijs", "duration"),
        ("wanneer is mijn paspoort klaar", "duration"),
        ("hoe lang is mijn paspoort geldig", "validity"),
        ("openingstijden gemeentehuis", "opening"),
        ("is de milieustraat zondag open", "opening"),
        ("wat moet ik meenemen", "bring"),
        ("wat heb ik nodig voor een visum", "bring"),
        ("paspoort aanvragen", None),
        ("kosteloze rechtshulp", None),
    ],
)
def test_a_question_gives_away_which_fact_it_is_about(question, kind):
    ask = DUTCH.question(question.split())
    assert (ask.kind if ask else None) == kind
