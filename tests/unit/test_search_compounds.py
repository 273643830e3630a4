"""Compounds: taken apart by the words of the catalogue, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from languages.nl.compounds import PIECES
from languages.nl.stemming import stem as stem_dutch
from search.language.compounds import Dictionary

WORDS = (
    "parkeren vergunning hond honden poep zakken kappen kap afval container belasting bedrijf rijbewijs verlengen huis "
    "vuil grof grofvuil lijken gevaar bewijs rij verhuizen melding gemeente raad loon kosten subsidie uur bestuur"
)
DICTIONARY = Dictionary(frozenset(WORDS.split()))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("parkeervergunning", ("parkeren", "vergunning")),
        ("parkeervergunningen", ("parkeren", "vergunning")),
        ("kapvergunning", ("kap", "vergunning")),
        ("verhuismelding", ("verhuizen", "melding")),
        ("hondenbelasting", ("honden", "belasting")),
        ("bedrijfsafval", ("bedrijf", "afval")),
        ("loonkostensubsidie", ("loon", "kosten", "subsidie")),
        ("grofvuilcontainer", ("grofvuil", "grof", "vuil", "container")),
        ("vergunning", ()),
        ("gevaarlijk", ()),
        ("bestuur", ()),
        ("fietsvergunning", ()),
        ("afval", ()),
        ("1234567890", ()),
    ],
)
def test_a_compound_is_made_of_words_that_are_known(word, parts):
    assert DICTIONARY.parts(word) == parts


def test_a_dictionary_that_grows_takes_apart_more():
    grown = DICTIONARY.grown(["fiets"])
    assert grown.parts("fietsvergunning") == ("fiets", "vergunning")


def test_growing_says_which_words_it_takes_apart_differently():
    known = DICTIONARY.grown(["fietsvergunning", "fietsen"])
    assert known.respelled(known.grown(["fiets", "water"])) == ["fietsvergunning"]


def test_growing_with_nothing_respells_nothing():
    assert DICTIONARY.respelled(DICTIONARY.grown(["kap"])) == []


@given(st.sets(st.text("abehknorstu", min_size=3, max_size=6), max_size=12), st.data())
def test_growing_word_by_word_is_the_same_as_at_once(words, data):
    known, rest = Dictionary(), sorted(words)
    joined = ["".join(data.draw(st.permutations(rest))[:2]) for _ in range(4)] if rest else []
    every = Dictionary(frozenset([*rest, *joined]))
    parts = {}
    for word in [*joined, *rest]:
        grown = known.grown([word])
        parts |= {each: grown.parts(each) for each in known.respelled(grown)} | {word: grown.parts(word)}
        known = grown
    assert parts == {word: every.parts(word) for word in parts}


@given(st.text("abehknorstu", min_size=7, max_size=20))
def test_parts_are_words_or_forms_of_words(word):
    for part in DICTIONARY.parts(word):
        assert part not in PIECES
        assert stem_dutch(part) in {stem_dutch(each) for each in DICTIONARY.words}
