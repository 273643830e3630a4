"""A value as people meet it: in a text, in plain text, and spoken."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from releases.facts import spoken
from releases.facts.opening_text import opening_forms
from releases.facts.values import (
    Contact,
    Duration,
    Link,
    LocaleText,
    Money,
    OpeningHours,
    Statement,
    Term,
    Validity,
    Value,
)
from releases.facts.wording import Forms, counted, pick, wording

__all__ = ["Forms", "amount_forms", "date_forms", "duration_forms", "forms"]


def forms(value: Value, locale: str, label: LocaleText) -> Forms:
    """The forms of `value`; a link goes by its fact's `label`."""
    match value:
        case Money():
            return amount_forms(value.amount, locale)
        case Term() | Validity():
            return duration_forms(value.duration, locale)
        case OpeningHours():
            return opening_forms(value, locale)
        case Contact():
            return contact_forms(value, locale)
        case Link():
            name = pick(label, locale)
            return Forms(name, f"{name} ({pick(value.url, locale)})", name)
        case Statement():
            text = pick(value.text, locale)
            return Forms(text, text, pick(value.short, locale) or text)


@lru_cache(maxsize=16384)
def amount_forms(amount: Decimal, locale: str) -> Forms:
    """Zero is free; whole euros are written without cents in plain text only."""
    words = wording(locale)
    if amount == 0:
        return _same(words.free)
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


def duration_forms(duration: Duration, locale: str) -> Forms:
    words = wording(locale)
    if duration.quantity == 0 and duration.unit in words.same_day:
        return _same(words.same_day[duration.unit])
    name = counted(duration.quantity, words.units[duration.unit])
    text = f"{duration.quantity} {name}"
    return Forms(text, text, f"{spoken.number(duration.quantity, locale)} {name}")


def contact_forms(contact: Contact, locale: str) -> Forms:
    """The telephone number when there is one, else the e-mail address, the URL or the address."""
    if contact.telephone:
        return Forms(contact.telephone, contact.telephone, spoken.telephone(contact.telephone, locale))
    digital = contact.email or contact.url
    if digital:
        return Forms(digital, digital, spoken.address(digital, locale))
    return _same(", ".join(contact.address.splitlines()))


@lru_cache(maxsize=4096)
def date_forms(day: date, locale: str) -> Forms:
    """Such as "1 januari 2027"."""
    written = format_date(day, "d MMMM y", locale=wording(locale).language)
    return Forms(written, written, spoken.spoken_date(day, locale))


def _said_amount(size: Decimal, locale: str) -> str:
    words = wording(locale)
    euros, cents = divmod(int(size * 100), 100)
    parts = ((euros, words.euros), (cents, words.cents))
    said = [f"{spoken.number(count, locale)} {counted(count, names)}" for count, names in parts if count]
    return f" {words.conjunction} ".join(said)


def _same(text: str) -> Forms:
    return Forms(text, text, text)
