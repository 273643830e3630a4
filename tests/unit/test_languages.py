"""A language is one folder; what it does without has a fallback, and no other code names it."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from languages.registry import SOURCE_LOCALE, analysis_of, codes, language_in, wording_of
from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.facts import spoken
from releases.facts.forms import date_forms, duration_forms
from releases.facts.holidays_nl import dutch_holidays
from releases.facts.kinds.amount import amount_forms
from releases.facts.values import Duration
from releases.parity.comparison import check_documents
from releases.snapshot import SECTION_KINDS, LocaleSetting
from search.language.lexicon import lexicon_of
from search.query.common_words import ordinary_stems
from search.query.query_analysis import understand
from search.query.thesaurus import thesaurus
from tests.unit.frisian import frisian
from tests.unit.snapshots import LOCALES, TERM, passport, product_text, snapshot

__all__ = ["frisian"]
ROOT = Path(__file__).resolve().parents[2]
NEW_YEAR = date(2027, 1, 1)
FOLDERS = ("products", "releases", "search", "api")


def test_the_source_comes_first():
    assert codes()[0] == SOURCE_LOCALE


def test_every_language_titles_every_section_and_asks_for_all_but_the_opening():
    kinds = set(SECTION_KINDS)
    told = {code: (set(wording_of(code).sections), set(wording_of(code).questions)) for code in codes()}
    assert told == dict.fromkeys(codes(), (kinds, kinds - {"inShort"}))


def test_every_other_language_names_every_holiday():
    names = {
        part
        for holiday in dutch_holidays(range(2000, 2060), good_friday=True)
        for part in holiday.name["nl"].split("; ")
    }
    assert {code: names - set(wording_of(code).holidays) for code in codes() if code != "nl"} == {
        code: set() for code in codes() if code != "nl"
    }


def test_a_region_speaks_the_language():
    assert language_in("en-GB") == "en"
    assert wording_of("en-GB") is wording_of("en")


def test_a_language_without_a_folder_is_told_as_the_source_is():
    assert wording_of("xx") is wording_of(SOURCE_LOCALE)
    assert amount_forms(Decimal("83.87"), "xx") == amount_forms(Decimal("83.87"), SOURCE_LOCALE)


def test_a_language_without_a_folder_is_compared_word_for_word():
    assert (analysis_of("xx").code, analysis_of("xx").stem("vergunningen")) == ("xx", "vergunningen")


def test_no_other_code_names_a_language():
    """Migrations tell of the past, in which it did."""
    every = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    sources = (path for path in every if "migrations" not in path.parts)
    found = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for path in sources
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in codes()
    }
    assert found == set()


class TestFrisian:
    """Words for facts, none for numbers, and nothing for search."""

    def test_a_fact_is_told_in_its_own_words(self, frisian: str):
        assert duration_forms(Duration(5, "workingDay"), frisian).text == "5 wurkdagen"
        assert date_forms(NEW_YEAR, frisian).text == "1 Jannewaris 2027"

    def test_a_voice_reads_the_digits_of_a_number(self, frisian: str):
        assert amount_forms(Decimal("1225.50"), frisian).spoken == "1225 euro en 50 sint"
        assert duration_forms(Duration(5, "workingDay"), frisian).spoken == "5 wurkdagen"
        assert spoken.telephone("14 0342", frisian) == "1 4, 0 3 4 2"

    def test_a_voice_says_days_and_times_as_they_are_written(self, frisian: str):
        assert date_forms(NEW_YEAR, frisian).spoken == date_forms(NEW_YEAR, frisian).text
        assert spoken.clock(time(9, 30), frisian) == "9.30"

    def test_a_holiday_that_it_does_not_name_has_its_dutch_name(self, frisian: str):
        assert frisian in codes()
        assert frisian not in dutch_holidays([2027])[0].name

    def test_search_compares_word_for_word(self, frisian: str):
        assert analysis_of(frisian).stem("fergunningen") == "fergunningen"
        assert (thesaurus(frisian), ordinary_stems(frisian)) == ((), frozenset())

    def test_search_still_knows_the_texts_that_stand_in_for_it(self, frisian: str):
        lexicon = lexicon_of(
            [frisian, SOURCE_LOCALE], {"parkeervergunning": 1, "parkeren": 1}, frozenset({"parkeren", "vergunning"})
        )
        [clause] = understand("parkeervergunning", lexicon).clauses
        assert {way.way.kind for way in clause.alternatives} == {"word", "part"}

    def test_its_documents_agree_in_all_channels(self, frisian: str):
        told = documents(frisian)
        assert {each["channel"] for each in told} == set(CHANNELS)
        assert check_documents(told) == []

    def test_every_channel_tells_the_facts_in_frisian(self, frisian: str):
        products = [each for each in documents(frisian) if each["kind"] == "product"]
        assert {(each["contentLocale"], each["facts"][TERM]["text"]) for each in products} == {("fy", "5 wurkdagen")}
        assert {each["facts"][TERM]["label"] for each in products} == {"Klaar na"}


def documents(locale: str) -> list[dict[str, Any]]:
    """All that the small municipality tells in that language, once its passport is translated."""
    translated = replace(passport(), texts=passport().texts | {locale: product_text("Paspoart", "In paspoart kostet")})
    setting = LocaleSetting(locale, dict.fromkeys(CHANNELS, SOURCE_LOCALE))
    made = compile_snapshot(snapshot(locales=(*LOCALES, setting), products={"paspoort": translated}))
    assert not made.problems
    return [json.loads(document.periods[-1].body) for document in made.documents if document.locale == locale]
