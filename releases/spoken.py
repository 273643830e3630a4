"""Numbers, dates, times and addresses as a voice says them."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache
from typing import cast

from babel.dates import format_date
from num2words import num2words

from releases.wording import wording

DIGIT_OR_PLUS = re.compile(r"[0-9+]")


@lru_cache(maxsize=4096)
def number(count: int, locale: str) -> str:
    """In Dutch with a space after "duizend" and "miljoen", and an accent only on a "één" that stands alone."""
    if locale != "nl" or count <= 100:
        return cast(str, num2words(count, lang=locale))
    for power, name in ((1_000_000, " miljoen"), (1000, "duizend")):
        many, rest = divmod(count, power)
        if many:
            head = "duizend" if (many, power) == (1, 1000) else f"{number(many, locale)}{name}"
            return (f"{head} {number(rest, locale)}" if rest else head).replace("één miljoen", "een miljoen")
    return cast(str, num2words(count, lang=locale)).replace("één", "een")


def spoken_date(day: date, locale: str) -> str:
    """ "één januari tweeduizend zevenentwintig", "the first of January twenty twenty-seven"."""
    said = number(day.day, locale) if locale == "nl" else num2words(day.day, lang=locale, to="ordinal")
    month = format_date(day, "MMMM", locale=locale)
    return wording(locale).spoken_day.format(day=said, month=month, year=year(day.year, locale))


def year(count: int, locale: str) -> str:
    if locale != "nl":
        return cast(str, num2words(count, lang=locale, to="year"))
    century, rest = divmod(count, 100)
    if 1100 <= count < 2000:
        return f"{number(century, locale)}honderd{number(rest, locale) if rest else ''}"
    return number(count, locale)


def clock(moment: time, locale: str) -> str:
    """ "negen uur dertig", "nine thirty a.m."."""
    if locale == "nl":
        return f"{number(moment.hour, locale)} uur{f' {number(moment.minute, locale)}' if moment.minute else ''}"
    if moment.minute == 0 and moment.hour % 12 == 0:
        return "noon" if moment.hour else "midnight"
    zero = "oh " if 0 < moment.minute < 10 else ""
    minutes = f" {zero}{number(moment.minute, locale)}" if moment.minute else ""
    return f"{number(moment.hour % 12 or 12, locale)}{minutes} {'a.m.' if moment.hour < 12 else 'p.m.'}"


def telephone(written: str, locale: str) -> str:
    """Digit by digit, a pause between groups: "één vier, nul drie vier twee"."""
    groups = re.split(r"[^0-9+]+", written)
    said = (" ".join(_digit(digit, locale) for digit in DIGIT_OR_PLUS.findall(group)) for group in groups)
    return ", ".join(group for group in said if group)


def address(written: str, locale: str) -> str:
    """An e-mail or web address with its signs as words, without scheme and "www"."""
    bare = re.sub(r"^(https?://)?(www\.)?", "", written).rstrip("/")
    for sign, word in wording(locale).symbols.items():
        bare = bare.replace(sign, f" {word} ")
    return " ".join(bare.split())


def _digit(digit: str, locale: str) -> str:
    return "plus" if digit == "+" else number(int(digit), locale)
