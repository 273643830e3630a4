"""Typing errors: which words of the catalogue a mistyped or unfinished one may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from languages.nl.analysis import SOUNDS
from search.language.spelling import SAME_SOUND, Guess, Spelling, mistakes_allowed

SPELLING = Spelling(
    {"paspoort": 9, "paspoorten": 2, "rijbewijs": 5, "verhuizen": 4, "uittreksel": 3, "container": 3, "pas": 8,
     "huis": 2, "huur": 1, "bezwaar": 2, "bewaar": 1, "afvalpas": 2, "2027": 1, "trouwen": 4, "parkeervergunning": 3},
    SOUNDS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("papsoort", "paspoort"),
        ("paspoor", "paspoort"),
        ("paspord", "paspoort"),
        ("rijbewjis", "rijbewijs"),
        ("reibewijs", "rijbewijs"),
        ("verhuisen", "verhuizen"),
        ("uitreksel", "uittreksel"),
        ("kontainer", "container"),
        ("beswaar", "bezwaar"),
        ("trauwen", "trouwen"),
        ("parkeervergnuning", "parkeervergunning"),
    ],
)
def test_a_mistyped_word_is_guessed(typed, meant):
    assert SPELLING.guesses(typed)[0].word == meant


@pytest.mark.parametrize("typed", ["xyz", "pss", "2028", "hypotheek", "vergadering", ""])
def test_what_is_too_far_off_is_not_guessed(typed):
    assert SPELLING.guesses(typed) == ()


def test_what_sounds_alike_goes_before_what_looks_alike():
    assert SPELLING.guesses("beswaar") == (Guess("bezwaar", SAME_SOUND), Guess("bewaar", 1))


def test_of_equal_guesses_the_most_used_word_goes_first():
    assert Spelling({"hout": 1, "hond": 3, "hoed": 2}).guesses("hoxd")[:2] == (Guess("hond", 1), Guess("hoed", 1))


def test_an_unfinished_word_is_completed_by_the_most_used():
    assert SPELLING.completions("pas", 2) == ["paspoort", "pas"]
    assert SPELLING.completions("zz", 5) == []


WORDS = st.text("abcde", min_size=4, max_size=9)


@given(WORDS, st.data())
def test_two_letters_swapped_are_one_mistake_at_most(word, data):
    place = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    [guess] = Spelling({word: 1}, SOUNDS).guesses(swapped)
    assert (guess.word, guess.cost <= 1) == (word, True)


@pytest.mark.parametrize(
    ("typed", "found"), [("huurx", True), ("huurxq", False), ("containerxq", True), ("containerxqx", False)]
)
def test_a_long_word_may_have_two_mistakes_and_a_short_one_only_one(typed, found):
    assert bool(SPELLING.guesses(typed)) == found


@given(st.sampled_from(sorted(SPELLING.words)), st.data())
def test_any_one_mistake_in_a_word_of_four_letters_is_found(word, data):
    if not word.isalpha() or mistakes_allowed(word) == 0:
        return
    place, letter = data.draw(st.integers(0, len(word) - 1)), data.draw(st.sampled_from("aeiouxq"))
    typed = word[:place] + letter + word[place:]
    assert word in [guess.word for guess in SPELLING.guesses(typed, limit=99)]
