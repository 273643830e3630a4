"""A document is a result when it is about the question, and not when it has one of its words in passing."""

from __future__ import annotations

import pytest

from languages.nl.analysis import ANALYSIS as DUTCH
from search.language.lexicon import lexicon_of
from search.query.explanation import value
from search.query.interface import Query
from search.query.query_analysis import understand
from search.query.scoring import ranking

LEXICON = lexicon_of(["nl"], {"gemeente": 140, "paspoort": 40, "noodreis": 2, "verlies": 30, "foto": 30}, frozenset())


def is_result(question: str, **document: str) -> bool:
    """Whether a document with these words in its fields is a result."""
    meaning = understand(question, LEXICON)
    tokens = {(field, DUTCH.stem(word)) for field, text in document.items() for word in text.split()}
    root = ranking(Query(meaning.clauses, at=0, needed=meaning.needed))
    return value(root, lambda field, token: float((field, token) in tokens)) is not None


@pytest.mark.parametrize("field", ["title", "names", "upl", "summary"])
def test_a_document_that_is_called_so_is_a_result(field):
    assert is_result("wat kost een paspoort", **{field: "paspoort"})


def test_a_common_word_in_running_text_is_no_result():
    assert not is_result("wat kost een paspoort", text="paspoort")


def test_a_rare_word_is_a_result_wherever_it_stands():
    assert is_result("noodreis", text="noodreis")


def test_most_words_together_are_a_result_wherever_they_stand():
    assert is_result("foto voor paspoort", text="foto paspoort")
    assert not is_result("foto voor paspoort bij verlies", text="foto verlies")


def test_what_most_documents_are_called_is_no_result_by_itself():
    assert not is_result("noodreis van de gemeente", title="gemeente")
