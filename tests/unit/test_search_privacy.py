"""Privacy of searches: what looks like a person leaves nothing behind; what does not is counted."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from search.language.lexicon import lexicon_of
from search.query.privacy import known_words, normalised, reason_to_drop
from search.query.rules import Rules, Synonym

CATALOGUE = (
    "paspoort aanvragen rijbewijs vergunning parkeren boom kappen afvalcontainer container afvalkalender liter "
    "identiteitskaart kaart bijstand vrijwilliger"
).split()
LEXICON = lexicon_of(["nl"], dict.fromkeys(CATALOGUE, 2), frozenset(CATALOGUE))
KNOWN = known_words(LEXICON, Rules((Synonym("zwiefie", ("paspoort",)),)))
# Words that are in no list, as names are.
STRANGE = st.text("bcdfghjklmnpqrstvwxz", min_size=5, max_size=9).filter(lambda word: not KNOWN(word))
SPACING = st.sampled_from(["", " ", "-", ".", " - "])
QUESTIONS = st.lists(st.sampled_from([*CATALOGUE, "een", "mijn", "wat", "kost"]), min_size=1, max_size=5).map(" ".join)
LETTERS, DIGITS = st.sampled_from(string.ascii_letters), st.sampled_from(string.digits)


def reason(text: str) -> str | None:
    return reason_to_drop(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    ["paspoort", "Paspoort aanvragen?", "roze pasje", "papsoort", "afvalkalender 2027", "kliko 240 liter", "rijbewijs b1",
     "wat kost een parkeervergunning", "Boom Kappen", "vuilnisbak kapot", "ROZE PASJE", "id-kaart", "auto's",
     "zwiefie", "xyzzy", "kaart xyzzy", "identiteitskart aanvragne", "wat heb ik nodig om een rijbewijs aan te vragen",
     "mevrouw", "hulp bij schulden", "café", "identiteitskaartje"],
)  # fmt: skip
def test_an_ordinary_search_is_counted(text: str):
    assert reason(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "length"),
        ("?!", "length"),
        ("boom " * 13, "length"),
        ("paspoort " + "x" * 95, "length"),
        ("anna@example.org", "email"),
        ("mail naar anna @ example", "email"),
        ("https://example.org/anna", "email"),
        ("123456782", "number"),
        ("bsn 123456782", "number"),
        ("1234.56.782", "number"),
        ("bsn123456782", "plate"),
        ("０６１２３４５６７８", "number"),
        ("bel 06-12345678", "number"),
        ("+31 6 12345678", "number"),
        ("zaak 2026/4711", "number"),
        ("geboren 12-03-1985", "number"),
        ("NL91ABNA0417164300", "plate"),
        ("3771 ER 12", "postcode"),
        ("3771er", "plate"),
        ("2011 ab", "postcode"),
        ("kenteken AB-12-CD", "plate"),
        ("1-abc-23", "plate"),
        ("ab 123 c", "plate"),
        ("GB123X", "plate"),
        ("kerkstraat 12", "address"),
        ("parkeren xyzzylaan 3", "address"),
        ("xyzzy 7", "address"),
        ("jan jansen", "name"),
        ("Fatima el Amrani", "name"),
        ("paspoort piet van xyzzy", "name"),
        ("j. jansen", "name"),
        ("J.Jansen", "name"),
        ("Jansen-Pietersen", "name"),
        ("mevrouw jansen", "name"),
        ("dhr. jansen", "name"),
        ("Piet Container", "name"),
        ("rijbewijs Piet Container", "name"),
    ],
)
def test_what_looks_like_a_person_is_dropped(text: str, why: str):
    assert reason(text) == why


def eleven_test(digits: list[int]) -> bool:
    return sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)) % 11 == 0


@st.composite
def bsns(draw: st.DrawFn) -> str:
    first = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8))
    last = next((digit for digit in range(10) if eleven_test([*first, digit])), None)
    assume(last is not None and any(first))
    return "".join(map(str, [*first, last]))


SHAPES = (
    "XX-99-99 99-99-XX 99-XX-99 XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX "
    "9-XX-999 999-XX-9"
).split()


@st.composite
def plates(draw: st.DrawFn) -> str:
    """In each of the shapes that the country has, or had."""
    between = draw(st.sampled_from(["-", " ", ""]))
    signs = {"X": LETTERS, "9": DIGITS, "-": st.just(between)}
    return "".join(draw(signs[sign]) for sign in draw(st.sampled_from(SHAPES)))


@given(bsns(), st.lists(SPACING, min_size=8, max_size=8), QUESTIONS, st.booleans())
def test_no_bsn_is_kept_however_it_is_written(bsn: str, spacing: list[str], question: str, first: bool):
    written = "".join(digit + between for digit, between in zip(bsn, [*spacing, ""], strict=True))

    assert reason(f"{written} {question}" if first else f"{question} {written}") is not None


@given(st.text(string.ascii_lowercase, min_size=1), st.text(string.ascii_lowercase, min_size=1), QUESTIONS)
def test_no_e_mail_address_is_kept(name: str, host: str, question: str):
    assert reason(f"{question} {name}@{host}.nl") is not None


@given(st.text(string.digits, min_size=5, max_size=16), QUESTIONS)
def test_no_long_number_is_kept(number: str, question: str):
    assert reason(f"{question} {number}") is not None


@given(
    st.integers(1000, 9999), st.tuples(LETTERS, LETTERS).map("".join), st.sampled_from(["", " "]), st.integers(1, 999)
)
def test_no_postcode_with_a_house_number_is_kept(digits: int, letters: str, between: str, number: int):
    assert reason(f"{digits}{between}{letters} {number}") is not None


@given(plates(), QUESTIONS)
def test_no_licence_plate_is_kept(plate: str, question: str):
    assert reason(f"{question} {plate}") is not None


@given(STRANGE, STRANGE, QUESTIONS, st.sampled_from([" ", " van ", " de ", "-", "."]))
def test_no_two_words_that_nobody_knows_are_kept(first: str, last: str, question: str, between: str):
    assert reason(f"{question} {first}{between}{last}") is not None


@given(QUESTIONS)
def test_what_is_made_of_known_words_is_counted(question: str):
    assert reason(question) is None


@given(st.text(max_size=120))
def test_any_text_gets_an_answer_and_a_form_that_stays_the_same(text: str):
    reason(text)

    assert normalised(normalised(text)) == normalised(text)


def test_a_search_is_counted_by_its_words():
    assert normalised("  Wat KOST een Paspoort?! ") == "wat kost een paspoort"
