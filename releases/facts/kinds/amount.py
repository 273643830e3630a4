"""An amount of money: told in a tariff, "gratis" when it is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from languages.registry import wording_of
from languages.wording import counted
from releases.facts import spoken
from releases.facts.kind import Json, Kind
from releases.facts.values import Fact, Value
from releases.facts.wording import Forms, same

# By the nature of the amount; others are what something costs.
PREDICATES = {"surcharge": "surcharge", "deposit": "is", "discount": "is"}


@dataclass(frozen=True)
class Money(Value):
    """An amount as it is charged; `amount` has two decimals. The parts and the cap are None when not split."""

    amount: Decimal
    currency: str = "EUR"
    municipal_part: Decimal | None = None
    national_part: Decimal | None = None
    national_cap: Decimal | None = None


@lru_cache(maxsize=16384)
def amount_forms(amount: Decimal, locale: str) -> Forms:
    """Zero is free; whole euros are written without cents in plain text only."""
    words = wording_of(locale)
    if amount == 0:
        return same(words.free)
    size = abs(amount)
    sign = "-" if amount < 0 else ""
    written = format_decimal(size, "#,##0.00", locale=words.language)
    plain = format_decimal(size, "#,##0" if size % 1 == 0 else "#,##0.00", locale=words.language)
    said = _said_amount(size, locale)
    return Forms(
        sign + words.price.format(amount=written),
        f"{sign}{plain} {words.euros[size != 1]}",
        f"{words.minus} {said}" if sign else said,
    )


def _said_amount(size: Decimal, locale: str) -> str:
    words = wording_of(locale)
    euros, cents = divmod(int(size * 100), 100)
    parts = ((euros, words.euros), (cents, words.cents))
    said = [spoken.counted(count, counted(count, names), locale) for count, names in parts if count]
    return f" {words.conjunction} ".join(said)


def _predicate(value: Money, fact: Fact, locale: str, measured: Forms) -> Forms:
    predicates = wording_of(locale).predicates
    return measured.within(predicates["free" if value.amount == 0 else PREDICATES.get(fact.nature, "costs")])


def _machine(value: Money, locale: str) -> Json:
    parts = {
        "municipalPart": value.municipal_part,
        "nationalPart": value.national_part,
        "nationalCap": value.national_cap,
    }
    given = {name: _exact(part) for name, part in parts.items() if part is not None}
    return {"amount": _exact(value.amount), "currency": value.currency, **given}


def _exact(amount: Decimal) -> str:
    """Two decimals, and no minus before a zero."""
    return f"{amount:z.2f}"


KIND: Kind[Money] = Kind(
    name="amount",
    forms=lambda value, locale, label: amount_forms(value.amount, locale),
    machine=_machine,
    predicate=_predicate,
    attribute=(("amount",),),
    section=lambda value: "costs",
    table="tariffs",
    in_short=True,
    is_free=lambda value: value.amount == 0,
    answers="costs",
)
