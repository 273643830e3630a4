"""Examples of merge fields, as editors type them and as mail engines get them."""

from __future__ import annotations

import pytest

from products.merge_examples import choice_list, example_value

WORDS = ("goedgekeurd", "afgewezen")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "J. de Vries", "J. de Vries"),
        ("reference", "Z2026-1", "Z2026-1"),
        ("date", "1 december 2026", "2026-12-01"),
        ("date", "morgen", None),
        ("money", "€ 1.234,5", "1234.50"),
        ("money", "gratis", "0.00"),
        ("money", "1.250", None),
        ("money", "veel", None),
        ("link", "https://afspraak.example/1", "https://afspraak.example/1"),
        ("link", "afspraak.example", None),
        ("link", "javascript:alert(1)", None),
        ("link", "https://[x", None),
        ("link", "https://a b", None),
        ("link", 'https://x"onclick=1', None),
        ("yesNo", "Ja", "true"),
        ("yesNo", "nee", "false"),
        ("yesNo", "misschien", None),
        ("choice", "afgewezen", "afgewezen"),
        ("choice", "afgeweezen", None),
    ],
)
def test_an_example_is_read_by_its_kind(kind: str, typed: str, value: str | None):
    assert example_value(kind, typed, WORDS) == value


def test_words_stand_on_a_line_each():
    assert choice_list(" goedgekeurd \r\n\nafgewezen\ngoedgekeurd") == WORDS
