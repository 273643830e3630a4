"""Amounts in euros as people write them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.money_input import AmbiguousAmount, parse_money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("83,87", "83.87"), ("83.87", "83.87"), ("€ 83,87", "83.87"), ("€83,87", "83.87"), ("83,87 euro", "83.87"),
        ("EUR 83,87", "83.87"), ("83,87 €", "83.87"), ("83", "83.00"), ("83,-", "83.00"), ("€ 83,-", "83.00"),
        ("83,—", "83.00"), ("83,5", "83.50"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("1 234,56", "1234.56"),
        ("1.234.567", "1234567.00"), ("1.250,-", "1250.00"), ("1250", "1250.00"), ("gratis", "0.00"), ("Gratis", "0.00"),
        ("0,00", "0.00"), ("0", "0.00"), ("-5,00", "-5.00"), ("€ -5,00", "-5.00"), (" 83,87 ", "83.87"),
    ],
)  # fmt: skip
def test_an_amount_is_understood_in_each_usual_spelling(text: str, amount: str) -> None:
    assert str(parse_money(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", "1e3", "1E3", "NaN", "Infinity", "veel", "0.250", "1.23.456", "1,234,56", "1.234.56", "€", "--5",
        "83,87 dollar", "٨٣", "1_000", "83,,87",
    ],
)  # fmt: skip
def test_anything_else_is_no_amount(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize("text", ["1.250", "1,250", "€ 1.250"])
def test_what_may_mean_two_amounts_asks(text: str) -> None:
    with pytest.raises(AmbiguousAmount) as asked:
        parse_money(text)
    assert asked.value.readings == (Decimal("1250.00"), Decimal("1.25"))


@given(st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2))
def test_what_is_shown_is_understood(amount: Decimal) -> None:
    told = f"{amount:,.2f}"
    dutch = told.translate(str.maketrans(",.", ".,"))
    assert parse_money(told) == parse_money(dutch) == parse_money(f"€ {dutch}") == amount


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    with suppress(AmbiguousAmount):
        parse_money(text)
