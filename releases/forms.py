"""A value as people meet it: in a text, in plain text, and spoken."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import NamedTuple, cast

from babel.dates import format_date
from babel.numbers import format_decimal
from num2words import num2words

from releases.opening_text import opening_text
from releases.values import (
    Contact,
    Duration,
    Link,
    LocaleText,
    Money,
    OpeningHours,
    Statement,
    Term,
    Unit,
    Validity,
    Value,
)
from releases.wording import pick, wording


class Forms(NamedTuple):
    """`text` "€ 83,87", `plain` "83,87 euro", `spoken` "drieëntachtig euro en zevenentachtig cent"."""

    text: str
    plain: str
    spoken: str


def forms(value: Value, locale: str, label: LocaleText) -> Forms:
    """The forms of `value`; a link goes by its fact's `label`."""
    match value:
        case Money():
            return amount_forms(value.amount, locale)
        case Term() | Validity():
            return duration_forms(value.duration, locale)
        case OpeningHours():
            return _same(opening_text(value, locale))
        case Contact():
            return contact_forms(value, locale)
        case Link():
            return Forms(pick(label, locale), f"{pick(label, locale)} ({pick(value.url, locale)})", pick(label, locale))
        case Statement():
            text = pick(value.text, locale)
            return Forms(text, text, pick(value.short, locale) or text)


def amount_forms(amount: Decimal, locale: str) -> Forms:
    words = wording(locale)
    if amount == 0:
        return _same(words.free)
    written = format_decimal(amount, "#,##0.00", locale=locale)
    euros, cents = divmod(abs(int(amount * 100)), 100)
    plain = written if cents else format_decimal(amount, "#,##0", locale=locale)
    parts = [(euros, words.euros)] * (euros > 0) + [(cents, words.cents)] * (cents > 0)
    spoken = f" {words.conjunction} ".join(f"{_number(count, locale)} {_of(count, name)}" for count, name in parts)
    minus = "min " if amount < 0 else ""
    return Forms(
        f"€ {written}" if locale == "nl" else f"€{written}", f"{plain} {_of(euros, words.euros)}", minus + spoken
    )


def duration_forms(duration: Duration, locale: str) -> Forms:
    name = unit_name(duration.quantity, duration.unit, locale)
    text = f"{duration.quantity} {name}"
    return Forms(text, text, f"{_number(duration.quantity, locale)} {name}")


def unit_name(quantity: int, unit: Unit, locale: str) -> str:
    return _of(quantity, wording(locale).units[unit])


def contact_forms(contact: Contact, locale: str) -> Forms:
    """The telephone number when there is one, else the e-mail address, the URL or the address."""
    text = contact.telephone or contact.email or contact.url or contact.address
    if contact.telephone:
        return Forms(text, text, spell_number(text, locale))
    if contact.email:
        words = wording(locale)
        return Forms(text, text, text.replace("@", f" {words.at} ").replace(".", f" {words.dot} "))
    return _same(text)


def spell_number(telephone: str, locale: str) -> str:
    """Digit by digit, a pause between groups: "één vier, nul drie vier twee"."""
    groups = telephone.replace("-", " ").replace("(", " ").replace(")", " ").split()
    spelt = [" ".join(_number(int(digit), locale) for digit in group if digit.isdigit()) for group in groups]
    return ", ".join(group for group in spelt if group)


def date_forms(day: date, locale: str) -> Forms:
    """Such as "1 januari 2027"; spoken with the day as a word."""
    written = format_date(day, "d MMMM y", locale=locale)
    spoken = f"{_number(day.day, locale)} {format_date(day, 'MMMM', locale=locale)} {day.year}"
    return Forms(written, written, spoken)


def clock_text(moment: time | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None


def _same(text: str) -> Forms:
    return Forms(text, text, text)


def _of(count: int, names: tuple[str, str]) -> str:
    return names[0] if count == 1 else names[1]


def _number(number: int, locale: str) -> str:
    return cast(str, num2words(number, lang=locale))
