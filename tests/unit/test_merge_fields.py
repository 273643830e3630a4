"""Merge fields: what stands in a message, and what was meant to be one."""

from __future__ import annotations

import pytest

from releases.texts.merge_fields import merge_fields, misspelt, nearest, with_links

KNOWN = ("naam", "zaaknummer", "afspraakDatum")


def test_each_merge_field_is_named_once():
    assert merge_fields("Dag {{ naam }}, {{zaaknummer}} van {{ naam }}") == ("naam", "zaaknummer")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{ naam }", "naam"),
        ("{ naam }}", "naam"),
        ("{naam}", "naam"),
        ("${naam}", "naam"),
        ("{% naam %}", "naam"),
        ("{{{ naam }", "naam"),
        ("{ afspraakdatum }", "afspraakDatum"),
        ("«naam»", "naam"),
        ("« Naam »", "naam"),
        ("<<naam>>", "naam"),
        ("[naam]", "naam"),
        ("[[ naam ]]", "naam"),
        ("%naam%", "naam"),
        ("{ietsanders}", ""),
    ],
)
def test_what_was_meant_as_a_merge_field_is_found_with_the_field_that_is_meant(written: str, meant: str):
    assert list(misspelt(f"Dag {written}, tot ziens", KNOWN)) == [(written, meant)]


@pytest.mark.parametrize(
    "text", ["Dag {{ naam }}", "Lees «De Gelderlander»", "10% van € 5", "Bijlage [1]", "a < b > c"]
)
def test_other_marks_are_left_alone(text: str):
    assert list(misspelt(text, KNOWN)) == []


def test_the_nearest_known_field_is_found_however_it_is_cased():
    assert (nearest("AfspraakDatm", KNOWN), nearest("geboortedatum!!", ("naam",))) == ("afspraakDatum", "")


def test_a_field_that_holds_an_address_is_a_link_with_its_label():
    html = with_links("<p>{{ naam }}: {{ wijzigen }}</p>", {"wijzigen": "Wijzig & meld"})
    assert html == '<p>{{ naam }}: <a href="{{ wijzigen }}">Wijzig &amp; meld</a></p>'


def test_a_field_that_holds_an_address_becomes_a_link():
    linked = '<p><a href="{{ pagina }}">Uw pagina</a> en {{ naam }}</p>'
    assert with_links("<p>{{ pagina }} en {{ naam }}</p>", {"pagina": "Uw pagina"}) == linked


def test_a_field_within_the_address_of_a_link_stays_as_it_is():
    html = '<a href="https://x.example/?q={{ pagina }}">Zoek</a>'
    assert with_links(html, {"pagina": "Uw pagina"}) == html
