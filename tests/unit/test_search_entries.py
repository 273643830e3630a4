"""Entries of a document in search: in which field, and from when until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson

from releases.compiling.compiler import compile_snapshot
from releases.core.position import milliseconds
from releases.snapshot import Passage, Section
from search.language.dictionaries import Dictionaries
from search.query.entries import EntryBuilder, Source, compound_words
from search.query.interface import LAST, IndexEntry
from tests.unit.snapshots import FEE, fact_mark, passport, snapshot

NEW_YEAR = 1798758000000


def sources(channel: str, locale: str = "nl", **changes) -> dict[str, Source]:
    found = compile_snapshot(snapshot(**changes)).documents
    return {
        f"{each.kind}/{each.key}": Source(
            f"{each.kind}/{each.key}", [(period.starts and milliseconds(period.starts), orjson.loads(period.body)) for period in each.periods]
        )
        for each in found
        if (each.channel, each.locale) == (channel, locale)
    }  # fmt: skip


def entries(channel: str, address: str = "product/paspoort", locale: str = "nl", **changes) -> list[IndexEntry]:
    return EntryBuilder(Dictionaries(frozenset({"pas"}))).entries(sources(channel, locale, **changes)[address])


def with_sections(*sections: Section):
    shown = passport()
    return {"paspoort": replace(shown, texts={"nl": replace(shown.texts["nl"], sections=sections)})}


def test_each_text_is_in_its_field():
    fields = entries("website")[0].fields
    assert fields["title"] == "pasport"
    assert fields["names"] == "pas"
    assert fields["upl"] == "pasport"
    assert fields["theme"] == "reis"
    assert fields["audience"] == "inwoner burger particulier"
    assert {"jonger", "18", "balie"} <= set(fields["facts"].split())


def test_whole_names_are_one_token():
    assert entries("website")[0].exact == "pas pasport"


def test_internal_notes_are_in_channels_that_have_them_only():
    assert ["notes" in entries(channel)[0].fields for channel in ("website", "email", "desk", "phone")] == [
        False, False, True, True,
    ]  # fmt: skip


def test_the_script_of_the_phone_is_searched_in():
    assert "hoe oud" in entries("phone")[0].fields["text"]
    assert "hoe oud" not in entries("website")[0].fields["text"]


def test_a_new_fee_is_no_other_text():
    sections = (Section("costs", (Passage(f"<p>U betaalt {fact_mark(FEE)}.</p>"),)),)
    [entry] = entries("website", products=with_sections(*sections))
    assert entry.until == LAST
    assert "83" not in entry.fields["text"].split()


def test_a_dated_passage_is_found_in_its_period_only():
    passages = (Passage("<p>Altijd</p>"), Passage("<p>Straks</p>", valid_from=date(2027, 1, 1)))
    *_, before, after = entries("website", products=with_sections(Section("inShort", passages)))
    assert (before.until, after.since, after.until) == (NEW_YEAR, NEW_YEAR, LAST)
    assert after.slot == before.slot + 1
    assert ["strak" in each.fields["text"].split() for each in (before, after)] == [False, True]


def test_a_text_that_stands_in_for_a_translation_is_read_in_its_own_language():
    dutch_only = {"paspoort": replace(passport(), texts={"nl": passport().texts["nl"]})}
    assert entries("website", locale="en", products=dutch_only)[0].fields["title"] == "pasport"
    assert entries("website", locale="en")[0].fields["title"] == "passport"


def test_a_location_is_found_by_its_address():
    assert {"radhuisplein", "3771", "barneveld"} <= set(
        entries("website", "location/gemeentehuis")[0].fields["text"].split()
    )


def test_only_words_of_a_language_with_compounds_take_others_apart():
    assert "passport" not in set(compound_words(sources("website", "en")["product/paspoort"]))
    assert "paspoort" in set(compound_words(sources("website")["product/paspoort"]))
