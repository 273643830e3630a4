"""Numbers in German."""

from __future__ import annotations

from datetime import time

from languages.speech import Speech, in_words

FEMININE = frozenset({"Woche", "Minute", "Stunde"})


def number(count: int) -> str:
    return in_words(count, "de")


def numeral(count: int, noun: str) -> str:
    """ "ein Tag", "eine Woche", "einhundertein Euro"."""
    said = number(count)
    if count == 1 and noun in FEMININE:
        return "eine"
    return said.removesuffix("s") if said.endswith("eins") else said


def day(count: int) -> str:
    """As after "am", "ab dem" and "bis zum": "ersten"."""
    return in_words(count, "de", "ordinal") + "n"


def year(count: int) -> str:
    return in_words(count, "de", "year")


def clock(moment: time) -> str:
    """ "neun Uhr dreißig"."""
    return f"{numeral(moment.hour, 'Uhr')} Uhr{f' {number(moment.minute)}' if moment.minute else ''}"


SPEECH = Speech(number, day, year, clock, "{day} {month} {year}", numeral)
