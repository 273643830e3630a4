"""Numbers in Dutch, with a space after "duizend" and "miljoen", and an accent only on a "één" that stands alone."""

from __future__ import annotations

from datetime import time

from languages.speech import Speech, in_words


def number(count: int) -> str:
    if count <= 100:
        return in_words(count, "nl")
    for power, name in ((1_000_000, " miljoen"), (1000, "duizend")):
        many, rest = divmod(count, power)
        if many:
            head = "duizend" if (many, power) == (1, 1000) else f"{number(many)}{name}"
            return (f"{head} {number(rest)}" if rest else head).replace("één miljoen", "een miljoen")
    return in_words(count, "nl").replace("één", "een")


def year(count: int) -> str:
    """ "negentienhonderdnegenennegentig", "tweeduizend zevenentwintig"."""
    century, rest = divmod(count, 100)
    if 1100 <= count < 2000:
        return f"{number(century)}honderd{number(rest) if rest else ''}"
    return number(count)


def clock(moment: time) -> str:
    """ "negen uur dertig"."""
    return f"{number(moment.hour)} uur{f' {number(moment.minute)}' if moment.minute else ''}"


SPEECH = Speech(number, number, year, clock, "{day} {month} {year}")
