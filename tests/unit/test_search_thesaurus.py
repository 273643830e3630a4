"""The words that mean the same: every line can be read, and says something that the stems do not say already."""

from __future__ import annotations

import pytest

from languages.registry import analysis_of, codes
from search.query.rule_matching import phrase_of, stems_of
from search.query.rules import Synonym
from search.query.thesaurus import thesaurus


@pytest.mark.parametrize("code", codes())
def test_every_line_says_something(code):
    language = analysis_of(code)
    for synonym in thesaurus(code):
        for meant in synonym.means:
            assert stems_of(synonym.words, language) != phrase_of(meant, language), synonym


@pytest.mark.parametrize("code", codes())
def test_nothing_is_said_twice(code):
    said = [(synonym.words, meant) for synonym in thesaurus(code) for meant in synonym.means]
    assert sorted(said) == sorted(set(said))


def test_one_way_and_both_ways_are_read():
    assert Synonym("trottoir", ("stoep",)) in thesaurus("nl")
    assert Synonym("stoep", ("trottoir",)) in thesaurus("nl")
    assert Synonym("kadaver", ("dood dier",)) in thesaurus("nl")
    assert Synonym("dood dier", ("kadaver",)) not in thesaurus("nl")


def test_a_language_without_a_list_has_none():
    assert thesaurus("fr") == ()
