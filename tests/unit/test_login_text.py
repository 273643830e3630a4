"""A route says how one logs in, as the law asks: means, assurance level, eIDAS, on behalf of another."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.rendering.login import identification
from releases.snapshot import Login, Route
from tests.unit.snapshots import passport, snapshot, texts


def route(login: Login = "digid", **said: Any) -> Route:
    return Route("online", "online", texts("Online", "Online"), {}, login, **said)


def text(login: Login = "digid", locale: str = "nl", **said: Any) -> str:
    return identification(route(login, **said), locale)["text"]


def test_who_does_not_log_in_reads_nothing_of_it():
    assert identification(route("none"), "nl") is None


def test_an_undecided_level_leaves_the_means_alone():
    assert text() == "U logt in met DigiD."


@pytest.mark.parametrize(
    ("level", "words"), [("low", "niveau midden"), ("substantial", "niveau substantieel"), ("high", "niveau hoog")]
)
def test_the_level_is_called_as_digid_calls_it(level: str, words: str):
    assert words in text(assurance_level=level)


def test_a_choice_of_two_means_has_the_level_of_each():
    told = text("digidOrEherkenning", assurance_level="high")

    assert told.startswith("U logt in met DigiD, niveau hoog (")
    assert told.endswith("), of met eHerkenning, niveau 4.")


@pytest.mark.parametrize("locale", ["nl", "en", "de"])
def test_a_login_from_elsewhere_in_europe_is_named_by_its_law(locale: str):
    assert "eIDAS" in text(locale=locale, european_login=True)
    assert "eIDAS" not in text(locale=locale)


def test_acting_for_a_person_and_for_a_company_are_two_sentences():
    told = text("digidOrEherkenning", on_behalf=True)

    assert "DigiD Machtigen" in told
    assert "ander bedrijf" in told
    assert "ander bedrijf" not in text(on_behalf=True)


def test_every_channel_says_it_in_the_same_words():
    product = replace(passport(), routes=(route(assurance_level="low", european_login=True, on_behalf=True),))
    made = compile_snapshot(snapshot(products={"paspoort": product}, subjects=(("product", "paspoort"),))).documents
    said = {
        each.channel: json.loads(each.periods[0].body)["routes"][0]["identification"]
        for each in made
        if (each.kind, each.locale) == ("product", "nl")
    }

    assert set(said) == set(CHANNELS)
    assert len({json.dumps(each) for each in said.values()}) == 1
