"""Numbers, dates, times and addresses as a voice says them."""

from __future__ import annotations

import re
from datetime import date, time

from babel.dates import format_date

from languages.registry import speech_of, wording_of

DIGIT_OR_PLUS = re.compile(r"[0-9+]")


def number(count: int, locale: str) -> str:
    return speech_of(locale).number(count)


def counted(count: int, noun: str, locale: str) -> str:
    """A number before a noun: "drie weken"."""
    return speech_of(locale).counted(count, noun)


def spoken_date(day: date, locale: str) -> str:
    """ "één januari tweeduizend zevenentwintig", "the first of January twenty twenty-seven"."""
    speech = speech_of(locale)
    if not speech.date:
        return written_date(day, locale)
    month = format_date(day, "MMMM", locale=wording_of(locale).language)
    return speech.date.format(day=speech.day(day.day), month=month, year=speech.year(day.year))


def written_date(day: date, locale: str) -> str:
    """ "1 januari 2027"."""
    words = wording_of(locale)
    return format_date(day, words.date, locale=words.language)


def clock(moment: time, locale: str) -> str:
    """ "negen uur dertig", "nine thirty a.m."."""
    said = speech_of(locale).clock
    return said(moment) if said else written_clock(moment, locale)


def written_moment(moment: time, locale: str) -> str:
    """As in a sentence: "9.00 uur"."""
    return wording_of(locale).moment.format(clock=written_clock(moment, locale))


def spoken_moment(moment: time, locale: str) -> str:
    return clock(moment, locale) if speech_of(locale).clock else written_moment(moment, locale)


def written_clock(moment: time, locale: str) -> str:
    """9.00 in Dutch, 9:00 in English."""
    return wording_of(locale).clock.format(hour=moment.hour, minute=moment.minute)


def telephone(written: str, locale: str) -> str:
    """Digit by digit, a pause between groups: "één vier, nul drie vier twee"."""
    groups = re.split(r"[^0-9+]+", written)
    said = (" ".join(_digit(digit, locale) for digit in DIGIT_OR_PLUS.findall(group)) for group in groups)
    return ", ".join(group for group in said if group)


def address(written: str, locale: str) -> str:
    """An e-mail or web address with its signs as words, without scheme and "www"."""
    bare = re.sub(r"^(https?://)?(www\.)?", "", written).rstrip("/")
    for sign, word in wording_of(locale).symbols.items():
        bare = bare.replace(sign, f" {word} ")
    return " ".join(bare.split())


def _digit(digit: str, locale: str) -> str:
    return "plus" if digit == "+" else number(int(digit), locale)
