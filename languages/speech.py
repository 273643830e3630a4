"""Numbers and moments as a voice says them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from typing import cast

from num2words import num2words


@dataclass(frozen=True)
class Speech:
    """`day` is that of a month. Without a `clock` or a `date` these are said as they are written.

    `numeral` is what a number becomes before a noun, where that differs: "eins", but "ein Tag" and "eine Woche".
    """

    number: Callable[[int], str] = str
    day: Callable[[int], str] = str
    year: Callable[[int], str] = str
    clock: Callable[[time], str] | None = None
    date: str = ""
    numeral: Callable[[int, str], str] | None = None

    def counted(self, count: int, noun: str) -> str:
        """ "drie weken"."""
        return f"{self.numeral(count, noun) if self.numeral else self.number(count)} {noun}"


# A language without words for numbers: a voice reads the digits.
DIGITS = Speech()


@lru_cache(maxsize=4096)
def in_words(count: int, language: str, to: str = "cardinal") -> str:
    """`to`: cardinal, ordinal or year, for the languages that num2words knows."""
    return cast(str, num2words(count, lang=language, to=to))
