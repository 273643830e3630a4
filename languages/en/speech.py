"""Numbers in English."""

from __future__ import annotations

from datetime import time

from languages.speech import Speech, in_words


def number(count: int) -> str:
    return in_words(count, "en")


def day(count: int) -> str:
    return in_words(count, "en", "ordinal")


def year(count: int) -> str:
    """ "twenty twenty-seven"."""
    return in_words(count, "en", "year")


def clock(moment: time) -> str:
    """ "nine thirty a.m."."""
    if moment.minute == 0 and moment.hour % 12 == 0:
        return "noon" if moment.hour else "midnight"
    zero = "oh " if 0 < moment.minute < 10 else ""
    minutes = f" {zero}{number(moment.minute)}" if moment.minute else ""
    return f"{number(moment.hour % 12 or 12)}{minutes} {'a.m.' if moment.hour < 12 else 'p.m.'}"


SPEECH = Speech(number, day, year, clock, "the {day} of {month} {year}")
