"""A question of anybody costs and keeps no more than a question of people does."""

from __future__ import annotations

import pytest

from search.language import normalisation, spelling
from search.language.lexicon import lexicon_of
from search.language.segmentation import LONGEST
from search.language.spelling import Spelling
from search.query.query_analysis import understand

WORDS = dict.fromkeys(("paspoort", "rijbewijs", "verhuizen", "container"), 2)


def test_spelling_help_looks_at_no_more_words_than_are_searched_for(monkeypatch: pytest.MonkeyPatch):
    guessed, guess = set(), Spelling._guess

    def counted(self: Spelling, word: str):
        guessed.add(word)
        return guess(self, word)

    monkeypatch.setattr(Spelling, "_guess", counted)
    nonsense = " ".join("qzx" + "abcdefghijk"[number % 11] * (number // 11 + 2) for number in range(55))
    understand(nonsense, lexicon_of(["nl"], WORDS, frozenset(WORDS)))
    assert 0 < len(guessed) <= LONGEST


def test_what_is_remembered_of_mistyped_words_has_an_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spelling, "REMEMBERED", 10)
    help_with = Spelling(WORDS)
    for number in range(100):
        help_with.guesses("paspoort" + "abcdefghij"[number % 10] + "klmnopqrst"[number // 10])
        help_with.guesses("a" * (100 + number))
    assert len(help_with._guessed) <= 10
    assert max(map(len, help_with._guessed)) <= spelling.LONGEST_GUESSED


def test_a_very_long_word_is_not_remembered():
    before = normalisation._word_of.cache_info().currsize
    normalisation.words("a" * 500 + "zz")
    assert normalisation._word_of.cache_info().currsize == before
