"""Values in words: right in Dutch and in English, written, plain and spoken."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.facts.forms import date_forms, duration_forms
from releases.facts.kinds.amount import Money, amount_forms
from releases.facts.kinds.contact import Contact
from releases.facts.kinds.link import Link
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term
from releases.facts.kinds.validity import Validity
from releases.facts.values import Duration
from tests.unit.kinds import forms

amounts = st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=2).filter(bool)


@pytest.mark.parametrize(
    ("amount", "locale", "text", "plain", "spoken"),
    [
        ("0.00", "nl", "gratis", "gratis", "gratis"),
        ("0.00", "en", "free", "free", "free"),
        ("18.00", "nl", "€ 18,00", "18 euro", "achttien euro"),
        ("18.00", "en", "€18.00", "18 euros", "eighteen euros"),
        ("83.87", "nl", "€ 83,87", "83,87 euro", "drieëntachtig euro en zevenentachtig cent"),
        ("83.87", "en", "€83.87", "83.87 euros", "eighty-three euros and eighty-seven cents"),
        ("1.00", "nl", "€ 1,00", "1 euro", "één euro"),
        ("1.00", "en", "€1.00", "1 euro", "one euro"),
        ("1.01", "nl", "€ 1,01", "1,01 euro", "één euro en één cent"),
        ("1.01", "en", "€1.01", "1.01 euros", "one euro and one cent"),
        ("0.50", "nl", "€ 0,50", "0,50 euro", "vijftig cent"),
        ("0.50", "en", "€0.50", "0.50 euros", "fifty cents"),
        ("12.70", "nl", "€ 12,70", "12,70 euro", "twaalf euro en zeventig cent"),
        ("101.00", "nl", "€ 101,00", "101 euro", "honderdeen euro"),
        ("951.00", "nl", "€ 951,00", "951 euro", "negenhonderdeenenvijftig euro"),
        ("951.00", "en", "€951.00", "951 euros", "nine hundred and fifty-one euros"),
        ("1225.50", "nl", "€ 1.225,50", "1.225,50 euro", "duizend tweehonderdvijfentwintig euro en vijftig cent"),
        ("1225.50", "en", "€1,225.50", "1,225.50 euros",
         "one thousand, two hundred and twenty-five euros and fifty cents"),
        ("12000.00", "nl", "€ 12.000,00", "12.000 euro", "twaalfduizend euro"),
        ("1000000.00", "nl", "€ 1.000.000,00", "1.000.000 euro", "een miljoen euro"),
        ("-5.00", "nl", "-€ 5,00", "-5 euro", "min vijf euro"),
        ("-5.00", "en", "-€5.00", "-5 euros", "minus five euros"),
    ],
)  # fmt: skip
def test_an_amount_is_told(amount, locale, text, plain, spoken):
    assert amount_forms(Decimal(amount), locale) == (text, plain, spoken)


@given(amounts)
def test_a_dutch_amount_reads_back_exactly(amount):
    text, plain, _ = amount_forms(amount, "nl")

    for form in (text.replace("€ ", ""), plain.removesuffix(" euro")):
        assert Decimal(form.replace(".", "").replace(",", ".")) == amount


@given(amounts)
def test_an_english_amount_reads_back_exactly(amount):
    text, plain, _ = amount_forms(amount, "en")

    for form in (text.replace("€", ""), re.sub(" euros?$", "", plain)):
        assert Decimal(form.replace(",", "")) == amount


@given(amounts, amounts, st.sampled_from(["nl", "en"]))
def test_different_amounts_sound_different(one, other, locale):
    assert (amount_forms(one, locale).spoken == amount_forms(other, locale).spoken) == (one == other)


@given(amounts, st.sampled_from(["nl", "en"]))
def test_a_spoken_amount_has_no_digits_or_signs(amount, locale):
    assert re.fullmatch(r"[a-zéëï ,-]+", amount_forms(amount, locale).spoken)


@pytest.mark.parametrize(
    ("duration", "locale", "text", "spoken"),
    [
        (Duration(5, "workingDay"), "nl", "5 werkdagen", "vijf werkdagen"),
        (Duration(5, "workingDay"), "en", "5 working days", "five working days"),
        (Duration(1, "workingDay"), "nl", "1 werkdag", "één werkdag"),
        (Duration(1, "workingDay"), "en", "1 working day", "one working day"),
        (Duration(0, "workingDay"), "nl", "dezelfde werkdag", "dezelfde werkdag"),
        (Duration(0, "calendarDay"), "en", "the same day", "the same day"),
        (Duration(28, "calendarDay"), "nl", "28 dagen", "achtentwintig dagen"),
        (Duration(1, "week"), "nl", "1 week", "één week"),
        (Duration(4, "week"), "nl", "4 weken", "vier weken"),
        (Duration(4, "week"), "en", "4 weeks", "four weeks"),
        (Duration(3, "month"), "nl", "3 maanden", "drie maanden"),
        (Duration(1, "month"), "en", "1 month", "one month"),
        (Duration(10, "year"), "nl", "10 jaar", "tien jaar"),
        (Duration(10, "year"), "en", "10 years", "ten years"),
        (Duration(1, "year"), "nl", "1 jaar", "één jaar"),
    ],
)
def test_a_duration_is_told(duration, locale, text, spoken):
    assert duration_forms(duration, locale) == (text, text, spoken)


@pytest.mark.parametrize("value", [Term(Duration(4, "week"), "decide"), Validity(Duration(4, "week"))])
def test_a_term_and_a_validity_go_by_their_duration(value):
    assert forms(value, "nl", {}).text == "4 weken"


@pytest.mark.parametrize(
    ("day", "locale", "text", "spoken"),
    [
        (date(2027, 1, 1), "nl", "1 januari 2027", "één januari tweeduizend zevenentwintig"),
        (date(2027, 1, 1), "en", "1 January 2027", "the first of January twenty twenty-seven"),
        (date(2000, 3, 31), "nl", "31 maart 2000", "eenendertig maart tweeduizend"),
        (date(1998, 12, 22), "nl", "22 december 1998", "tweeëntwintig december negentienhonderdachtennegentig"),
        (date(1998, 12, 22), "en", "22 December 1998", "the twenty-second of December nineteen ninety-eight"),
        (date(1900, 8, 3), "nl", "3 augustus 1900", "drie augustus negentienhonderd"),
    ],
)
def test_a_date_is_told(day, locale, text, spoken):
    assert date_forms(day, locale) == (text, text, spoken)


@pytest.mark.parametrize(
    ("contact", "locale", "text", "spoken"),
    [
        (Contact(telephone="14 0342"), "nl", "14 0342", "één vier, nul drie vier twee"),
        (Contact(telephone="14 0342"), "en", "14 0342", "one four, zero three four two"),
        (Contact(telephone="+31 (342) 49 58", email="a@b.nl"), "nl", "+31 (342) 49 58",
         "plus drie één, drie vier twee, vier negen, vijf acht"),
        (Contact(email="post@een-dorp.nl"), "nl", "post@een-dorp.nl", "post apenstaartje een streepje dorp punt nl"),
        (Contact(email="post@een-dorp.nl"), "en", "post@een-dorp.nl", "post at een dash dorp dot nl"),
        (Contact(url="https://www.dorp.nl/paspoort/"), "nl", "https://www.dorp.nl/paspoort/",
         "dorp punt nl schuine streep paspoort"),
        (Contact(address="Plein 2\n3771 ER Dorp"), "nl", "Plein 2, 3771 ER Dorp", "Plein 2, 3771 ER Dorp"),
    ],
)  # fmt: skip
def test_a_contact_goes_by_its_first_way(contact, locale, text, spoken):
    assert forms(contact, locale, {}) == (text, text, spoken)


def test_a_link_goes_by_its_label_and_shows_its_address_in_plain_text():
    link = Link({"nl": "https://dorp.nl/afspraak", "en": "https://dorp.nl/en/appointment"})

    assert forms(link, "en", {"nl": "Afspraak maken", "en": "Make an appointment"}) == (
        "Make an appointment",
        "Make an appointment (https://dorp.nl/en/appointment)",
        "Make an appointment",
    )


def test_a_statement_is_spoken_short_when_it_can_be():
    rule = Statement({"nl": "Neem een recente pasfoto mee."}, {"nl": "Recente pasfoto"})

    assert forms(rule, "nl", {}) == (
        "Neem een recente pasfoto mee.",
        "Neem een recente pasfoto mee.",
        "Recente pasfoto",
    )
    assert forms(Statement({"nl": "Kom zelf."}), "nl", {}).spoken == "Kom zelf."


def test_a_text_that_is_not_translated_is_told_in_the_source_language():
    assert forms(Statement({"nl": "Kom zelf."}), "en", {}).text == "Kom zelf."


@pytest.mark.parametrize(("locale", "text"), [("fy", "€ 18,00"), ("en-GB", "€18.00"), ("nl-BE", "€ 18,00")])
def test_a_locale_speaks_its_language_or_else_the_source_language(locale, text):
    assert forms(Money(Decimal("18.00")), locale, {}).text == text


def test_a_date_can_be_told_in_a_locale_without_words_of_its_own():
    assert date_forms(date(2027, 1, 1), "fy") == date_forms(date(2027, 1, 1), "nl")
