"""Snippets: the sentence that answers best, its words marked, safe to show."""

from __future__ import annotations

from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from languages.nl.analysis import ANALYSIS as DUTCH
from search.answers.snippets import LONGEST, Marker
from search.language.lexicon import lexicon_of

LEXICON = lexicon_of(["nl"], {"parkeren": 1, "vergunning": 1}, frozenset({"parkeren", "vergunning"}))


def marker(*words: str) -> Marker:
    return Marker(frozenset(map(DUTCH.stem, words)), LEXICON, DUTCH)


def document(*sentences: str, summary: str = "") -> dict[str, object]:
    return {"summary": summary, "sections": [{"plain": "\n".join(f"- {each}" for each in sentences)}]}


def test_the_sentence_with_most_words_is_shown():
    shown = marker("boom", "kappen").snippet(document("Een boom.", "Een boom mag u kappen.", "Niets.")).html
    assert shown == "Een <mark>boom</mark> mag u <mark>kappen</mark>."


def test_of_equals_the_summary_goes_first():
    assert marker("boom").snippet(document("Nog een boom.", summary="Een boom.")).html == "Een <mark>boom</mark>."


def test_the_summary_is_shown_when_no_word_is_there():
    assert marker("water").snippet(document("Iets anders.", summary="Kort gezegd.")).html == "Kort gezegd."


def test_a_sentence_of_an_internal_note_is_known_as_such():
    noted = document("Een boom.") | {"internalNotes": {"plain": "Overleg. De boom mag u kappen."}}

    assert marker("boom", "kappen").snippet(noted) == ("De <mark>boom</mark> mag u <mark>kappen</mark>.", True)
    assert marker("boom").snippet(noted) == ("Een <mark>boom</mark>.", False)


def test_other_forms_and_compounds_are_marked_too():
    assert marker("vergunning").marked("Vergunningen, ook een parkeervergunning") == (
        "<mark>Vergunningen</mark>, ook een <mark>parkeervergunning</mark>"
    )


def test_markup_in_a_text_is_only_text():
    assert (
        marker("boom").marked("<b>boom</b> & 'meer'") == "&lt;b&gt;<mark>boom</mark>&lt;/b&gt; &amp; &#x27;meer&#x27;"
    )


def test_a_long_sentence_is_cut_around_the_first_word():
    sentence = f"{'woord ' * 80}boom {'nog ' * 80}"
    shown = marker("boom").snippet(document(sentence)).html
    assert "<mark>boom</mark>" in shown
    assert (shown[:2], shown[-2:]) == ("… ", " …")
    assert len(shown) <= LONGEST + len("… <mark></mark> …")


@given(st.text(), st.text(min_size=1, max_size=5))
def test_marking_changes_nothing_but_the_marks(text, word):
    marked = marker("boom", word).marked(text)
    assert unescape(marked.replace("<mark>", "").replace("</mark>", "")) == unescape(escape(text))
    assert marked.count("<") == marked.count("<mark>") * 2
