"""German, as the example of a language that was added: how it tells facts, and how search takes it apart."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from languages.de.analysis import ANALYSIS as GERMAN
from languages.de.analysis import linking_forms
from releases.facts import spoken
from releases.facts.forms import date_forms, duration_forms
from releases.facts.kinds.amount import amount_forms
from releases.facts.values import Duration
from search.language.compounds import Dictionary
from search.language.lexicon import lexicon_of
from search.query.query_analysis import understand

CATALOGUE = (
    "baum baume fallen genehmigung parken ausweis mull tonne mulltonne sperrmull hund steuer umzug melden".split()
)


@pytest.mark.parametrize(
    ("amount", "text", "plain", "said"),
    [
        ("0.00", "kostenlos", "kostenlos", "kostenlos"),
        ("1.00", "1,00 €", "1 Euro", "ein Euro"),
        ("1.01", "1,01 €", "1,01 Euro", "ein Euro und ein Cent"),
        ("83.87", "83,87 €", "83,87 Euro", "dreiundachtzig Euro und siebenundachtzig Cent"),
        ("101.00", "101,00 €", "101 Euro", "einhundertein Euro"),
        ("1225.50", "1.225,50 €", "1.225,50 Euro", "eintausendzweihundertfünfundzwanzig Euro und fünfzig Cent"),
        ("-5.00", "-5,00 €", "-5 Euro", "minus fünf Euro"),
    ],
)
def test_an_amount(amount: str, text: str, plain: str, said: str) -> None:
    assert amount_forms(Decimal(amount), "de") == (text, plain, said)


@pytest.mark.parametrize(
    ("quantity", "unit", "text", "said"),
    [
        (1, "calendarDay", "1 Tag", "ein Tag"),
        (1, "week", "1 Woche", "eine Woche"),
        (6, "week", "6 Wochen", "sechs Wochen"),
        (21, "workingDay", "21 Werktage", "einundzwanzig Werktage"),
        (0, "workingDay", "am selben Werktag", "am selben Werktag"),
    ],
)
def test_a_term(quantity: int, unit: str, text: str, said: str) -> None:
    forms = duration_forms(Duration(quantity, unit), "de")
    assert (forms.text, forms.spoken) == (text, said)


def test_a_date() -> None:
    forms = date_forms(date(2027, 1, 1), "de")
    assert (forms.text, forms.spoken) == ("1. Januar 2027", "ersten Januar zweitausendsiebenundzwanzig")


@pytest.mark.parametrize(
    ("moment", "said"), [(time(1), "ein Uhr"), (time(9, 30), "neun Uhr dreißig"), (time(17), "siebzehn Uhr")]
)
def test_a_time(moment: time, said: str) -> None:
    assert spoken.clock(moment, "de") == said


@pytest.mark.parametrize(
    "forms", ["gebuhr gebuhren", "ausweis ausweise ausweises", "melden meldung meldungen", "umzug umzugs umzuge"]
)
def test_forms_of_a_word_come_together(forms: str) -> None:
    assert len({GERMAN.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("parkausweis", ("parken", "ausweis")),
        ("hundesteuer", ("hund", "steuer")),
        ("umzugsmeldung", ("umzug", "meldung")),
        ("genehmigung", ()),
        ("bestellung", ()),
    ],
)
def test_a_compound_is_made_of_words_that_are_known(word: str, parts: tuple[str, ...]) -> None:
    assert Dictionary(frozenset([*CATALOGUE, "meldung"]), GERMAN).parts(word) == parts


def test_a_word_links_with_a_sound_without_its_e_or_as_a_stem() -> None:
    assert {"umzugs", "umzuge"} <= set(linking_forms("umzug"))
    assert "schul" in linking_forms("schule")
    assert {"park", "parke"} <= set(linking_forms("parken"))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("was kostet ein Ausweis", "costs"),
        ("wie lange dauert die Genehmigung", "duration"),
        ("wie lange ist der Ausweis gültig", "validity"),
        ("wann ist das Rathaus geöffnet", "opening"),
        ("was muss ich mitbringen", "bring"),
        ("Sperrmüll", None),
    ],
)
def test_a_question_says_which_kind_of_fact_it_is_about(question: str, asked: str | None) -> None:
    lexicon = lexicon_of(["de"], dict.fromkeys(CATALOGUE, 1), frozenset())
    assert understand(question, lexicon).asks == asked


@pytest.mark.parametrize(("typed", "meant"), [("ausveis", "ausweis"), ("genemigung", "genehmigung")])
def test_what_sounds_alike_is_found(typed: str, meant: str) -> None:
    lexicon = lexicon_of(["de"], dict.fromkeys(CATALOGUE, 1), frozenset())
    assert lexicon.guesses(typed)[0].word == meant
