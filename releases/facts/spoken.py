"""Numbers, dates, times and addresses as a voice says them."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache
from typing import cast

from babel.dates import format_date
from num2words import num2words

from releases.facts.wording import wording

DIGIT_OR_PLUS = re.compile(r"[0-9+]")


def number(count: int, locale: str) -> str:
    """In Dutch with a space after "duizend" and "miljoen", and an accent only on a "één" that stands alone."""
    language = wording(locale).language
    return _dutch(count) if language == "nl" else _words(count, language)


def spoken_date(day: date, locale: str) -> str:
    """ "één januari tweeduizend zevenentwintig", "the first of January twenty twenty-seven"."""
    words = wording(locale)
    said = _dutch(day.day) if words.language == "nl" else _words(day.day, words.language, "ordinal")
    month = format_date(day, "MMMM", locale=words.language)
    return words.spoken_day.format(day=said, month=month, year=year(day.year, locale))


def year(count: int, locale: str) -> str:
    language = wording(locale).language
    if language != "nl":
        return _words(count, language, "year")
    century, rest = divmod(count, 100)
    if 1100 <= count < 2000:
        return f"{_dutch(century)}honderd{_dutch(rest) if rest else ''}"
    return _dutch(count)


def clock(moment: time, locale: str) -> str:
    """ "negen uur dertig", "nine thirty a.m."."""
    if wording(locale).language == "nl":
        return f"{_dutch(moment.hour)} uur{f' {_dutch(moment.minute)}' if moment.minute else ''}"
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


def _dutch(count: int) -> str:
    if count <= 100:
        return _words(count, "nl")
    for power, name in ((1_000_000, " miljoen"), (1000, "duizend")):
        many, rest = divmod(count, power)
        if many:
            head = "duizend" if (many, power) == (1, 1000) else f"{_dutch(many)}{name}"
            return (f"{head} {_dutch(rest)}" if rest else head).replace("één miljoen", "een miljoen")
    return _words(count, "nl").replace("één", "een")


@lru_cache(maxsize=4096)
def _words(count: int, language: str, to: str = "cardinal") -> str:
    return cast(str, num2words(count, lang=language, to=to))
