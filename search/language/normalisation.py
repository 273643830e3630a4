"""Text as search compares it: lower case, no accents, one word at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A mark inside a word joins its parts: ID-kaart, auto's, b.v., kunst/cultuur.
JOINED = re.compile(r"[^\W_]+(?:['.&/-][^\W_]+)*")
PART = re.compile(r"[^\W_]+")
STRAIGHT = str.maketrans("’‘`´‐‑–", "''''---")
# Letters that do not fall apart into a letter and an accent.
UNACCENTED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})


# What nobody writes twice is not remembered, so that what is has an end in bytes too.
LONGEST_REMEMBERED = 64


class Word(NamedTuple):
    """`whole` as one word; `parts` are the words that a mark joins in it, if any: idkaart, (id, kaart)."""

    whole: str
    parts: tuple[str, ...] = ()

    @property
    def singles(self) -> tuple[str, ...]:
        return self.parts or (self.whole,)


class TextSpan(NamedTuple):
    """Where a word stands in a text."""

    start: int
    end: int
    word: Word


def words(text: str) -> list[Word]:
    return list(map(word_of, tokens_in(text)))


def tokens_in(text: str) -> list[str]:
    """The words of `text` as they are written; it must be in composed form (NFC) for accents to count as letters."""
    return JOINED.findall(text.translate(STRAIGHT))


def places(text: str) -> Iterator[TextSpan]:
    for found in JOINED.finditer(text.translate(STRAIGHT)):
        yield TextSpan(found.start(), found.end(), word_of(found[0]))


def word_of(token: str) -> Word:
    return _word_of(token) if len(token) <= LONGEST_REMEMBERED else _word_of.__wrapped__(token)


@lru_cache(maxsize=65536)
def _word_of(token: str) -> Word:
    parts = PART.findall(fold(token))
    if len(parts) == 2 and parts[1] == "s" and token[-2:-1] == "'":
        return Word(parts[0])  # auto's
    if len(parts) < 2 or all(len(part) == 1 for part in parts):
        return Word("".join(parts))  # w.o.z.
    return Word("".join(parts), tuple(parts))


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(UNACCENTED)
