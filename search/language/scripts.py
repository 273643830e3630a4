"""Words of any script, without what people leave out, such as accents and vowel signs; letters said alike as one."""

from __future__ import annotations

import re
from typing import NamedTuple

from search.language.normalisation import composed, fold

WORD = re.compile(r"[^\W_]+")
ARABIC, ETHIOPIC = "\u0600", "\u1200"
# Umlauts written out, as on a keyboard without them.
WRITTEN_OUT = re.compile(r"(?<=[aou])e(?!$)")
ARABIC_SAME = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None, "ک": "ك", "ی": "ي"})
ARABIC_ARTICLE = re.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
# The eight letters of a row are one consonant with its vowels; rows that are said alike.
ROW = 8
SAME_ROWS = {0x1210: 0x1200, 0x1280: 0x1200, 0x1220: 0x1230, 0x1250: 0x1240, 0x12D0: 0x12A0, 0x1340: 0x1338}


class Writing(NamedTuple):
    """How a script is compared: the letters that two forms of a word share at least at their start, and whether they
    may share their end instead."""

    least: int
    prefixed: bool = False


LETTERS, CONSONANTS = Writing(4), Writing(3, prefixed=True)


class WrittenWord(NamedTuple):
    """A word in small letters without accents, and what of it is compared."""

    plain: str
    compared: str


def words_of(text: str) -> list[WrittenWord]:
    return [WrittenWord(word, _same(word)) for word in WORD.findall(fold(composed(text)))]


def writing_of(word: str) -> Writing:
    return CONSONANTS if word[0] >= ARABIC else LETTERS


def _same(word: str) -> str:
    if word.isascii():
        return WRITTEN_OUT.sub("", word)
    if word[0] >= ETHIOPIC:
        return "".join(map(_consonant, word))
    return ARABIC_ARTICLE.sub("", word.translate(ARABIC_SAME)) if word[0] >= ARABIC else word


def _consonant(letter: str) -> str:
    row = ord(letter) // ROW * ROW
    return chr(SAME_ROWS.get(row, row))
